package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Texts, numbers and times of a genuine callback are shown unchanged")
class MeaningIT extends ContainerTest {
    private static Browser reader;
    private final KeptCallbacks kept = new KeptCallbacks();

    @BeforeAll
    static void logIn() {
        reader = Browser.of("viewer");
    }

    static Stream<Arguments> texts() {
        return Map.of(
            "emoji 🎉, ñ and \u2028 between lines", "emoji 🎉, ñ and \u2028 between lines",
            "🎉🎉🎉", "🎉🎉🎉",
            "right \u202Eto left", "right \u202Eto left",
            "<script>alert(1)</script>${7*7}#{7*7}<c:out value='x'/>", "<script>alert(1)</script>${7*7}#{7*7}<c:out value='x'/>",
            "\"onmouseover=\"alert(1)", "\"onmouseover=\"alert(1)",
            "a lone half \\ud83d of a pair", "a lone half \uFFFD of a pair",
            "x".repeat(1600), "x".repeat(1600)).entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anInboundTextIsShownAsItIsAndIsNothingButText(String sent, String shown) {
        String escaped = sent.contains("\\ud83d") ? "\"" + sent + "\"" : JSONObject.quote(sent);
        byte[] body = inbound("46701239401", escaped);
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        Element message = message(body);
        assertEquals(shown.replace('\u2028', ' '), message.selectFirst("p.bubble").text().replace('\u2028', ' '));
        assertEquals(0, message.select("script, c\\:out, [onmouseover]").size());
        Document page = KeptCallbacks.page(kept.settled(body), reader);
        assertEquals(new String(body, UTF_8).replaceAll("\\s+", " ").strip(), page.selectFirst("pre.raw").text());
        assertEquals(0, page.select("main script").size());
    }

    @Test
    void anEmptyTextIsNoText() {
        byte[] body = inbound("46701239402", "\"\"");
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        assertEquals("(no text)", message(body).selectFirst("p.nothing").text());
    }

    @Test
    void aWrongCharsetIsIgnoredWhereTheBodyIsUtf8() {
        byte[] body = inbound("46701239403", "\"smörgås\"");
        assertEquals(200, SinchPost.sms(body).header("Content-Type", "application/json; charset=ISO-8859-1").send().statusCode());
        assertEquals("smörgås", message(body).selectFirst("p.bubble").text());
    }

    @ParameterizedTest
    @CsvSource({"46701239404, +46 70 123 94 04", "+46701239405, +46 70 123 94 05", "0046701239406, +46 70 123 94 06",
        "+46 (70) 123-94 07, +46 70 123 94 07", "Sinch AB, Sinch AB", "72345, 72345", "7-11, 7-11", "24/7, 24/7", "3.14, 3.14"})
    void aNumberHasOneFormAndWhatIsNoneStaysAsItIs(String from, String shown) {
        byte[] body = inbound(from, "\"from " + from + "\"");
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        assertEquals(shown, message(body).selectFirst("span.number").text().replace('\u00a0', ' '));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00:00Z, 2026-11-24T10:00:00Z",
        "2026-11-24T10:00:00.5Z, 2026-11-24T10:00:00.500Z",
        "2026-11-24T10:00:00.123Z, 2026-11-24T10:00:00.123Z",
        "2026-11-24T10:00:00.123456Z, 2026-11-24T10:00:00.123456Z",
        "2026-11-24T10:00:00.123456789Z, 2026-11-24T10:00:00.123456Z",
        "2026-11-24T11:00:00+01:00, 2026-11-24T10:00:00Z",
        "2026-11-24T10:00:00, 2026-11-24T10:00:00Z",
        "2026-03-29T02:30:00, 2026-03-29T02:30:00Z",
        "2026-10-25T00:30:00Z, 2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z, 2026-10-25T01:30:00Z",
    })
    void aTimeIsExactToTheMicrosecondInEveryZoneOfTheServer(String sent, String exact) {
        byte[] body = report("\"status\":\"Delivered\",\"code\":0,\"at\":\"" + sent + "\"");
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        assertEquals("PARKED", kept.settled(body).getString("state"), "the batch is unknown; the callback is stored and waits");
        Document page = KeptCallbacks.page(kept.settled(body), reader);
        assertEquals(exact, page.selectFirst("dt:containsOwn(Happened) + dd time").attr("datetime"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "at                 | \"at\":\"9999-01-01T00:00:00Z\"",
        "at                 | \"at\":\"yesterday\"",
        "at                 | \"at\":\"2026-02-30T00:00:00Z\"",
        "at                 | \"at\":\"1970-01-01T00:00:00Z\"",
        "operator_status_at | \"operator_status_at\":\"0001-01-01T00:00:00Z\"",
        "operator_status_at, at | \"at\":{},\"operator_status_at\":[]",
        "client_reference   | \"client_reference\":[]",
        "status_message     | \"status_message\":{\"<b>\":1}",
        "code               | \"code\":\"0x190\"",
        "code               | \"code\":1e99",
    })
    void aMemberThatCannotBeReadCountsAsAbsentAndIsNamed(String ignored, String members) {
        byte[] body = report("\"status\":\"Delivered\"," + members);
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        kept.assertSettled("PARKED", body);
        assertEquals("No match No message of ours is known to Sinch under this id yet. Could not be read and was ignored: " + ignored + ".",
            KeptCallbacks.page(kept.settled(body), reader).selectFirst("h1 + p").text());
    }

    @Test
    void anInboundWithAnOddTimeAndABrokenEmojiIsShown() {
        byte[] body = inbound("46701239411", "\"hej #\",\"sent_at\":\"2026-11-29 07:00:00\"");
        body[new String(body, UTF_8).indexOf('#')] = (byte) 0xF0;
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        assertEquals("hej \uFFFD", message(body).selectFirst("p.bubble").text());
        assertEquals("Processed Could not be read and was ignored: sent_at.", KeptCallbacks.page(kept.settled(body), reader)
            .selectFirst("h1 + p").text());
    }

    @Test
    void aBodyThatIsNotUtf8IsReadInTheCharsetThatItsTypeNames() {
        byte[] body = new String(inbound("46701239412", "\"smörgås\""), UTF_8).getBytes(ISO_8859_1);
        assertEquals(200, SinchPost.sms(body).header("Content-Type", "application/json; charset=ISO-8859-1").send().statusCode());
        assertEquals("smörgås", message(body).selectFirst("p.bubble").text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"status\":\"Delivered\",\"code\":0  | member batch_id is missing     | \"recipient\":\"46701239407\"",
        "\"status\":\"Delivered\",\"code\":0  | member recipient is missing    | \"batch_id\":\"B\"",
        "\"status\":\"Delivered\"             | member recipient is not text   | \"batch_id\":\"B\",\"recipient\":[]",
        "\"code\":0                           | member status is missing       | \"batch_id\":\"B\",\"recipient\":\"46701239407\"",
        "\"status\":\"\"                      | member status is missing       | \"batch_id\":\"B\",\"recipient\":\"46701239407\"",
        "\"status\":{}                        | member status is not text      | \"batch_id\":\"B\",\"recipient\":\"46701239407\"",
    })
    void whatSaysNotOfWhomOrWhatIsKeptAndTheMemberNamed(String members, String why, String more) {
        byte[] body = ("{\"type\":\"recipient_delivery_report_sms\"," + members + "," + more + "}").getBytes(UTF_8);
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        kept.assertShelved(why, body, reader);
    }

    @ParameterizedTest
    @CsvSource({"mo_binary", "mo_media", "mo_hologram", "<script>alert(1)</script>"})
    void aTypeThatIsNotFollowedIsNamed(String type) {
        byte[] body = ("{\"type\":\"" + type
            + "\",\"id\":\"1\",\"udh\":\"050003\",\"body\":\"AAEC\",\"from\":\"46701239408\",\"to\":\"1\"}").getBytes(UTF_8);
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        kept.assertShelved("type " + type + " is not followed here", body, reader);
    }

    @Test
    void aConversationReportShowsItsMessageIdStatusReasonAndEventTime() {
        byte[] body = """
            {"app_id":"01A","project_id":"p","accepted_time":"2026-11-24T10:00:02.5Z","event_time":"2026-11-24T10:00:01.123Z",\
            "message_metadata":"",
             "message_delivery_report":{"message_id":"01MEANING","conversation_id":"c","status":"FAILED",
             "channel_identity":{"channel":"SMS","identity":"46701239409"},"reason":{"code":"RECIPIENT_NOT_REACHABLE",\
             "description":"switched off"}}}"""
            .getBytes(UTF_8);
        assertEquals(200, SinchPost.conversation(body).send().statusCode());
        Map<String, String> facts = KeptCallbacks.facts(kept.settled(body), reader);
        assertEquals(List.of("01MEANING", "FAILED", "RECIPIENT_NOT_REACHABLE: switched off", "2026-11-24 10:00:01 UTC"),
            List.of(facts.get("Message id at Sinch"), facts.get("Status"), facts.get("Reason"), facts.get("Happened")));
    }

    private static byte[] inbound(String from, String quotedText) {
        return ("{\"type\":\"mo_text\",\"id\":\"MEANING" + System.nanoTime() + "\",\"from\":\"" + from
            + "\",\"to\":\"46700000000\",\"body\":" + quotedText + "}").getBytes(UTF_8);
    }

    private static byte[] report(String members) {
        return ("{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"MEANING" + System.nanoTime()
            + "\",\"recipient\":\"46701239410\"," + members + "}").getBytes(UTF_8);
    }

    /** The message on the page of inbound ones that came by this callback. */
    private Element message(byte[] body) {
        JSONObject callback = kept.settled(body);
        assertEquals("APPLIED", callback.getString("state"));
        List<Element> found = reader.page("/inbound").select("ul.inbound li").stream()
            .filter(li -> li.selectFirst("a").attr("href").endsWith("/callbacks/" + callback.getString("id"))).toList();
        assertTrue(found.size() == 1, "messages by this callback: " + found);
        return found.get(0);
    }
}
