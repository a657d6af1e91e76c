package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A callback may be old and may be repeated; it counts once. One from the future is answered 503")
class FreshnessIT extends ContainerTest {
    private static final String TIMESTAMP = "The timestamp is not epoch seconds in 10 or 11 digits.";
    private static Browser reader;
    private final KeptCallbacks kept = new KeptCallbacks();
    private final RefusalRecords refusals = new RefusalRecords(reader);
    private final byte[] body = RefusalRecords.unique("{\"type\":\"mo_text\",\"id\":\"FRESH" + RefusalRecords.uniqueLength()
        + "\",\"from\":\"46701239100\",\"to\":\"46700000000\",\"body\":\"hello\"}");

    @BeforeAll
    static void logIn() {
        reader = Browser.of("viewer");
    }

    @ParameterizedTest
    @CsvSource({"PT4M", "PT47H", "-PT4M"})
    void insideTheWindowItIsKept(Duration age) {
        assertEquals(200, aged(age).send().statusCode());
        kept.assertSettled("APPLIED", body);
    }

    @Test
    void olderThanTheWindowItIsRefusedForGoodAndEveryPageSaysSo() {
        ForgeryIT.assertRefused(aged(Duration.ofHours(49)).send());
        kept.assertNothing(body);
        refusals.assertOne(401, "Needs attention Truly signed, but too long ago. Sinch does not try again: this one is lost unless it is "
            + "asked for.", body);
        assertTrue(reader.page("/").text().contains("Callbacks signed by Sinch were refused for good in the last two days"));
    }

    @Test
    void fromTheFutureItMayComeAgainAndOneAloneSaysNothingOfOurClock() {
        HttpResponse<String> answer = aged(Duration.ofMinutes(-6)).send();
        assertEquals(503, answer.statusCode());
        assertEquals("30", answer.headers().firstValue("Retry-After").orElse(null));
        assertEquals("urn:smsdesk:problem:clock-behind", new JSONObject(answer.body()).getString("type"));
        kept.assertNothing(body);
        refusals.assertOne(503, "Needs attention Truly signed, at a time that is still to come: this server's clock is slow, or this "
            + "callback is dated wrongly. Sinch tries again: check the clock.", body);
        assertFalse(reader.page("/").text().contains("This server's clock is slow"));
    }

    /** Signed over exactly that text, so nothing but its form is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"-1795508131", "+1795508131", "17955081310000000000", "179550813", "2026-11-24T10:00:00Z",
        "0x6b05f3e3", "1795508131.0"})
    void aTimestampOfAnotherFormIsRefused(String timestamp) {
        ForgeryIT.assertRefused(stamped(timestamp).send());
        kept.assertNothing(body);
        refusals.assertOne(401, TIMESTAMP, body);
    }

    @Test
    void digitsOfAnotherScriptAreNoTimestamp() {
        Map<String, String> headers = stamped("1795508131").header(SinchPost.TIMESTAMP, "١٧٩٥٥٠٨١٣١").headers();
        byte[] head = new String(RawCall.head("POST /api/callbacks/sms", "Content-Length: " + body.length), UTF_8).replaceFirst("\r\n\r\n$",
            "\r\n" + String.join("\r\n", RawCall.lines(headers)) + "\r\n\r\n").getBytes(UTF_8);
        int status = RawCall.exchange(head, body).status();
        assertTrue(status == 401 || status == 400, "answered " + status);
        kept.assertNothing(body);
    }

    @Test
    void theSameRequestAHundredTimesAtOnceIsOneCallbackWithOneEffect() throws Exception {
        SinchPost post = SinchPost.sms(body);
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            Callable<Integer> call = () -> post.send().statusCode();
            List<Future<Integer>> answers = callers.invokeAll(IntStream.range(0, 100).mapToObj(i -> call).toList());
            for (Future<Integer> answer : answers) {
                assertEquals(200, answer.get());
            }
        } finally {
            callers.shutdown();
        }
        JSONObject item = kept.settled(body);
        assertEquals("APPLIED", item.getString("state"));
        assertEquals(100, item.getInt("seen"));
        assertEquals(1, inboundsOf(item));
    }

    @Test
    void aRetryWithANewNonceAndTimeIsTheSameCallbackSeenTwice() {
        assertEquals(200, aged(Duration.ofMinutes(3)).send().statusCode());
        assertEquals(200, aged(Duration.ZERO).send().statusCode());
        JSONObject item = kept.settled(body);
        assertEquals(2, item.getInt("seen"));
        assertEquals("2", KeptCallbacks.facts(item, reader).get("Seen").split(",")[0]);
    }

    @Test
    void aRetryInOtherBytesIsASecondCallbackWithoutASecondEffect() {
        byte[] rewritten = new JSONObject(new String(body, UTF_8)).toString(3).getBytes(UTF_8);
        for (byte[] one : List.of(body, rewritten)) {
            assertEquals(200, SinchPost.signed("/api/callbacks/sms", one, SinchPost.SECRET, "SAME-NONCE-" + body.length, Instant.now())
                .send().statusCode());
        }
        // whichever is applied first
        assertEquals(1, inboundsOf(kept.settled(body)) + inboundsOf(kept.settled(rewritten)));
    }

    @Test
    void anotherContentUnderTheSameNonceIsKeptTooAndBothAreFlagged() {
        byte[] other = RefusalRecords.unique(new String(body, UTF_8).strip().replace("hello", "not hello").replace("FRESH", "OTHER"));
        for (byte[] one : List.of(body, other)) {
            assertEquals(200, SinchPost.signed("/api/callbacks/sms", one, SinchPost.SECRET, "NONCE-" + body.length, Instant.now())
                .send().statusCode());
        }
        for (byte[] one : List.of(body, other)) {
            JSONObject item = kept.settled(one);
            assertEquals("APPLIED", item.getString("state"));
            assertEquals("NONCE-" + body.length + " another callback has it too", KeptCallbacks.facts(item, reader).get("Nonce"));
        }
    }

    private SinchPost aged(Duration age) {
        return SinchPost.signed("/api/callbacks/sms", body, SinchPost.SECRET, "n-" + System.nanoTime(), Instant.now().minus(age));
    }

    private SinchPost stamped(String timestamp) {
        SinchPost post = SinchPost.sms(body);
        post.header(SinchPost.TIMESTAMP, timestamp);
        return post.header(SinchPost.SIGNATURE, new SinchSignature(SinchPost.SECRET)
            .over(body, post.headers().get(SinchPost.NONCE), timestamp));
    }

    /** How many messages on the page of inbound ones came by this callback. */
    private static long inboundsOf(JSONObject callback) {
        Stream<String> links = reader.page("/inbound").select("ul.inbound a").eachAttr("href").stream();
        return links.filter(link -> link.endsWith("/callbacks/" + callback.getString("id"))).count();
    }
}
