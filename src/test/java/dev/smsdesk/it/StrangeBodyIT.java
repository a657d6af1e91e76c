package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("No media type, encoding or content is refused by itself: unsigned is 401, signed is stored with a reason")
class StrangeBodyIT extends ContainerTest {
    private static final String TOO_DEEP = "JSON nested too deep, or with a value too long";
    private static Browser reader;
    private final KeptCallbacks kept = new KeptCallbacks();

    @BeforeAll
    static void logIn() {
        reader = Browser.of("viewer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "application/x-www-form-urlencoded | unexpected media type application/x-www-form-urlencoded",
        "multipart/form-data; boundary=xyz | unexpected media type multipart/form-data",
        "text/xml; charset=utf-8           | unexpected media type text/xml",
        "text/plain                        | unexpected media type text/plain",
        "@@@                               | unexpected media type @@@",
        "application                       | unexpected media type application",
        "a/b/c/d                           | unexpected media type a/b/c/d",
        "<script>/x                        | unexpected media type <script>/x",
    })
    void aStrangeMediaType(String type, String why) {
        byte[] body = unique("a=1&b=%41");
        ForgeryIT.assertRefused(SinchPost.sms(body).unsigned().header("Content-Type", type).send());
        kept.assertNothing(body);
        assertEquals(200, SinchPost.sms(body).header("Content-Type", type).send().statusCode());
        kept.assertShelved(why, body, reader);
        String shown = KeptCallbacks.facts(kept.settled(body), reader).get("Content-Type");
        assertTrue(shown.startsWith(type.split(";")[0]), shown);   // Payara adds the charset that web.xml names for forms
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/json;;;", "application/json; charset=klingon", "APPLICATION/JSON",
        "application/vnd.sinch+json", "none at all"})
    void jsonInAnyDressOrNoneIsApplied(String type) {
        byte[] body = inbound("text");
        ForgeryIT.assertRefused(SinchPost.sms(body).unsigned().header("Content-Type", type.equals("none at all") ? null : type).send());
        assertEquals(200, SinchPost.sms(body).header("Content-Type", type.equals("none at all") ? null : type).send().statusCode());
        kept.assertSettled("APPLIED", body);
    }

    @Test
    void twoContentTypesDecideNothingEither() {
        byte[] body = inbound("text");
        String[] lines = RawCall.lines(SinchPost.sms(body).headers(), "Content-Length: " + body.length, "Content-Type: text/xml");
        assertEquals(200, RawCall.exchange(RawCall.head("POST /api/callbacks/sms", lines), body).status());
        kept.settled(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"///", "text/html;q=x", "application/xml", "*", ""})
    void whatTheCallerWouldLikeToHaveIsNotAsked(String accept) {
        byte[] body = inbound("text");
        for (String name : new String[] {"Accept", "Accept-Charset", "Accept-Language", "Accept-Encoding"}) {
            ForgeryIT.assertRefused(SinchPost.sms(body).unsigned().header(name, accept).send());
            assertEquals(200, SinchPost.sms(body).header(name, accept).send().statusCode(), name);
        }
        assertEquals(4, kept.settled(body).getInt("seen"));
    }

    @Test
    void whatIsZippedIsNeverInflated() throws IOException {
        byte[] body = gzip(inbound("zipped"));
        byte[] bomb = gzip(new byte[50_000_000]);
        for (byte[] zipped : new byte[][] {body, bomb}) {
            ForgeryIT.assertRefused(SinchPost.sms(zipped).unsigned().header("Content-Encoding", "gzip").send());
            assertEquals(200, SinchPost.sms(zipped).header("Content-Encoding", "gzip").send().statusCode());
            kept.assertShelved("unexpected encoding gzip", zipped, reader);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``       | the body is empty",
        "`   `    | the body is empty",
        "null     | the body is not a JSON object",
        "[]       | the body is not a JSON object",
        "\"x\"    | the body is not a JSON object",
        "42       | the body is not a JSON object",
        "{}{}     | the body is not one JSON object",
        "{} x     | the body is not one JSON object",
        "{\"a\":1,\"a\":2} | a member is given twice",
        "{\"a\":    | the body is not one JSON object",
        "{}        | member type is missing",
        "hello     | the body is not one JSON object",
    })
    void whatIsNotOneJsonObject(String text, String why) {
        byte[] body = text.getBytes(UTF_8);
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        kept.assertShelved(why, body, reader);
    }

    static Stream<Arguments> bombs() {
        String colliding = IntStream.range(0, 1 << 14).mapToObj(StrangeBodyIT::colliding).map(key -> "\"" + key + "\":0")
            .collect(Collectors.joining(","));
        return Map.of(
            "{\"a\":" + "[".repeat(100_000), TOO_DEEP,
            "{\"a\":".repeat(100_000), TOO_DEEP,
            "{\"type\":" + "9".repeat(1_000_000) + "}", "member type is missing",
            "{\"code\":1e" + "9".repeat(90) + ",\"type\":\"mo_x\"}", "type mo_x is not followed here",
            "{" + colliding + "}", "member type is missing",
            "{\"" + "n".repeat(200_000) + "\":1}", "member type is missing")
            .entrySet().stream().map(bomb -> Arguments.of(bomb.getKey(), bomb.getValue()));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("bombs")
    void bombsForParsersAreNotParsedUnsignedAndHarmlessSigned(String bomb, String why) {
        byte[] body = bomb.getBytes(UTF_8);
        ForgeryIT.assertRefused(SinchPost.sms(body).unsigned().send());
        kept.assertNothing(body);
        long start = System.nanoTime();
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        kept.settled(body);
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(3).toNanos(), "kept and looked at in "
            + (System.nanoTime() - start) / 1_000_000 + " ms");
        kept.assertShelved(why, body, reader);
    }

    @Test
    void theOtherChannelsBodyIsKeptAndSaysWhereItBelongs() {
        byte[] sms = inbound("at the wrong door");
        assertEquals(200, SinchPost.conversation(sms).send().statusCode());
        kept.assertShelved("belongs to /api/callbacks/sms", sms, reader);
        byte[] conversation = "{\"app_id\":\"A\",\"project_id\":\"P\",\"message\":{\"id\":\"M\"}}".getBytes(UTF_8);
        assertEquals(200, SinchPost.sms(conversation).send().statusCode());
        kept.assertShelved("belongs to /api/callbacks/conversation", conversation, reader);
    }

    private static byte[] inbound(String text) {
        return unique("{\"type\":\"mo_text\",\"id\":\"S" + System.nanoTime()
            + "\",\"from\":\"46701239300\",\"to\":\"46700000000\",\"body\":\"" + text + "\"}");
    }

    private static byte[] unique(String text) {
        return RefusalRecords.unique(text);
    }

    /** "Aa" and "BB" have the same hash, and so has every word of them that is as long. */
    private static String colliding(int number) {
        return IntStream.range(0, 14).mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB").collect(Collectors.joining());
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        }
        return zipped.toByteArray();
    }
}
