package dev.smsdesk.sandbox.conversation;

import static dev.smsdesk.sandbox.SandboxServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.Receiver;
import dev.smsdesk.sandbox.SandboxServer;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.signature.Verdict;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sandbox's Conversation API does what each member says, and refuses what it cannot do")
class ConversationCallsTest {
    private SandboxServer sandbox;

    @BeforeEach
    void open() throws IOException {
        sandbox = new SandboxServer(0.01, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void reportsGoToTheDesksOwnWebhookSignedWithItsSecret() throws Exception {
        JsonNode accepted = json(send("\"message_metadata\":\"R1\",\"correlation_id\":\"C1\""));
        assertEquals(List.of("accepted_time", "message_id"), names(accepted).stream().sorted().toList());
        List<Receiver.Arrival> both = both();
        Receiver.Arrival first = both.get(0);
        assertEquals(List.of(Verdict.GENUINE, "/desk/api/callbacks/conversation"), List.of(first.verdict(), first.path()));
        JsonNode body = object(first.body());
        assertEquals("sandbox sandbox C1", body.path("app_id").asText() + " " + body.path("project_id").asText() + " " + body
            .path("correlation_id").asText());
        JsonNode report = body.path("message_delivery_report");
        assertEquals(List.of(accepted.path("message_id").asText(), "QUEUED_ON_CHANNEL", "R1", "DISPATCH", "",
            "{\"channel\":\"SMS\",\"identity\":\"46701234567\",\"app_id\":\"\"}"),
            List.of(report.path("message_id").asText(), report.path("status").asText(), report.path("metadata").asText(), report
            .path("processing_mode").asText(),
                report.path("contact_id").asText(), report.path("channel_identity").toString()));
        assertEquals("DELIVERED", object(both.get(1).body()).path("message_delivery_report").path("status").asText());
    }

    @ParameterizedTest
    @CsvSource({"990101, RECIPIENT_NOT_REACHABLE", "990102, CHANNEL_REJECT", "990103, RECIPIENT_INVALID_CHANNEL_IDENTITY",
        "990104, DELIVERY_TIMED_OUT",
        "990105, UNKNOWN", "0403, INTERNAL_ERROR", "0405, BAD_REQUEST", "0406, MESSAGE_EXPIRED", "0410, CHANNEL_BAD_CONFIGURATION",
        "0413, DELIVERY_REJECTED_DUE_TO_POLICY"})
    void theSameMagicNumbersFailWithTheReasonsOfThisApi(String ending, String reason) throws Exception {
        send(to("4670123" + ending));
        JsonNode report = object(both().get(1).body()).path("message_delivery_report");
        assertEquals("FAILED " + reason, report.path("status").asText() + " " + report.path("reason").path("code").asText());
    }

    @Test
    void someNumbersHaveRoutingDataInTheirIdentity() throws Exception {
        send(to("46701990112"));
        assertTrue(object(sandbox.receiver.next().body()).path("message_delivery_report").path("channel_identity").path("nrs_data")
            .isObject());
    }

    @Test
    void aTextOfMorePartsThanTheMostFailsAndATtlThatEndsFailsWhatIsNotFinal() throws Exception {
        send("\"channel_properties\":{\"SMS_MAX_NUMBER_OF_MESSAGE_PARTS\":\"1\"},\"message\":{\"text_message\":{\"text\":\"" + "x"
            .repeat(161) + "\"}}");
        assertTrue(sandbox.receiver.next().body().contains("BAD_REQUEST"));
        send("\"ttl\":\"3s\"," + to("46701990106"));
        assertTrue(sandbox.receiver.next().body().contains("QUEUED_ON_CHANNEL"));
        assertTrue(sandbox.receiver.next().body().contains("DELIVERY_TIMED_OUT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"conversation_metadata\":{}", "\"processing_strategy\":\"x\"", "\"queue\":\"LOW_PRIORITY\"",
        "\"message_content_type\":\"MARKETING\"",
        "\"channel_priority_order\":[\"RCS\",\"SMS\"]", "\"channel_properties\":{\"SMS_SENDER\":7}",
        "\"channel_properties\":{\"SMS_FLASH_MESSAGE\":\"yes\"}",
        "\"channel_properties\":{\"WHATSAPP_X\":\"y\"}", "\"channel_properties\":{\"SMS_MAX_NUMBER_OF_MESSAGE_PARTS\":\"0\"}",
        "\"ttl\":\"2s\"", "\"ttl\":\"10\"",
        "\"recipient\":{\"contact_id\":\"C1\"}", "\"recipient\":{\"identified_by\":{\"channel_identities\":[]}}",
        "\"recipient\":{\"identified_by\":{\"channel_identities\":[{\"channel\":\"WHATSAPP\",\"identity\":\"46701234567\"}]}}",
        "\"recipient\":{\"identified_by\":{\"channel_identities\":[{\"channel\":\"SMS\",\"identity\":\"anna\"}]}}",
        "\"message\":{\"media_message\":{}}", "\"message\":{\"text_message\":{}}", "\"callback_url\":\"https://example.com/hook\"",
        "\"something\":1"})
    void whatItCannotDoIsRefusedInThisApisForm(String member) {
        HttpResponse<String> refused = send(member);
        JsonNode error = object(refused.body()).path("error");
        assertEquals("400 400 INVALID_ARGUMENT []", refused.statusCode() + " " + error.path("code") + " " + error.path("status").asText()
            + " " + error.path("details"));
    }

    @ParameterizedTest
    @CsvSource({"NORMAL_PRIORITY, CONTENT_MARKETING", "HIGH_PRIORITY, CONTENT_NOTIFICATION", "NORMAL_PRIORITY, CONTENT_UNKNOWN"})
    void queueAndContentTypeAreTaken(String queue, String type) {
        assertEquals(200, send("\"queue\":\"" + queue + "\",\"message_content_type\":\"" + type + "\"").statusCode());
    }

    @Test
    void anUnknownAppOrMessageIs404AndAnotherMethod405() {
        assertEquals(404, send("\"app_id\":\"other\"").statusCode());
        assertEquals(404, sandbox.conversation("GET", "messages/01UNKNOWN", null).statusCode());
        assertEquals(404, sandbox.conversation("GET", "apps/other", null).statusCode());
        assertEquals(405, sandbox.conversation("DELETE", "messages:send", null).statusCode());
    }

    @Test
    void aMessagesOwnCallbackUrlTakesItsReportsSignedWithTheOverrideSecret() throws Exception {
        sandbox.conversation("PATCH", "apps/sandbox",
            "{\"callback_settings\":{\"secret_for_overridden_callback_urls\":\"override-secret\"}}");
        send("\"callback_url\":\"" + sandbox.receiver.self() + "/hook/of/another/program\"");
        Receiver.Arrival arrival = sandbox.receiver.next();
        assertEquals("/desk/hook/of/another/program", arrival.path());
        assertTrue(arrival.isSignedWith("override-secret"));
        sandbox.receiver.next();
        assertNull(sandbox.receiver.nextWithin(Duration.ofMillis(200)), "the webhook gets none of them");
    }

    @Test
    void withoutAnOverrideSecretSuchReportsAreNotSigned() throws Exception {
        sandbox.conversation("PATCH", "apps/sandbox", "{\"callback_settings\":{}}");
        send("\"callback_url\":\"" + sandbox.receiver.self() + "/hook\"");
        assertFalse(sandbox.receiver.next().headers().containsKey("x-sinch-webhook-signature"));
    }

    @Test
    void messagesAreListedByNumberDirectionAndTimeInPagesNewestFirst() {
        List<String> sent = List.of(id(send(to("46701000001"))), id(send(to("46701000002"))), id(send(to("46701000001"))));
        sandbox.conversation.inbound("+46701000001", "12345", "Hello");
        String dispatch = "messages?app_id=sandbox&channel=SMS&messages_source=DISPATCH_SOURCE";
        JsonNode all = json(sandbox.conversation("GET", dispatch, null));
        assertEquals(List.of("TO_APP", "TO_CONTACT", "TO_CONTACT", "TO_CONTACT"), all.path("messages").findValuesAsText("direction"));
        assertEquals(List.of(sent.get(2), sent.get(0)), ids(dispatch + "&direction=TO_CONTACT&channel_identity=%2B46701000001"));
        assertEquals("Hello", all.path("messages").path(0).path("contact_message").path("text_message").path("text").asText());
        assertEquals("Hej", all.path("messages").path(1).path("app_message").path("text_message").path("text").asText());
        JsonNode page = json(sandbox.conversation("GET", dispatch + "&page_size=3", null));
        send(to("46701000003"));
        JsonNode next = json(sandbox.conversation("GET", dispatch + "&page_size=3&page_token=" + page.path("next_page_token").asText(),
            null));
        assertEquals(sent.get(0), next.path("messages").path(0).path("id").asText(), "a message that came meanwhile shifts nothing");
        assertEquals("1 ", next.path("messages").size() + " " + next.path("next_page_token").asText());
        assertEquals(List.of(), ids(dispatch + "&start_time=" + Instant.now().plusSeconds(5)));
        assertEquals(List.of(), ids(dispatch + "&end_time=" + Instant.now().minusSeconds(60)));
        assertEquals(List.of(), ids("messages?app_id=sandbox"), "the other source has none of them");
        assertFalse(json(sandbox.conversation("GET", dispatch + "&view=WITHOUT_METADATA", null)).path("messages").path(0).has("metadata"));
        for (String query : List.of("page_size=1001", "page_token=nonsense", "unknown=1", "start_time=yesterday", "channel=RCS")) {
            assertEquals(400, sandbox.conversation("GET", "messages?" + query, null).statusCode(), query);
        }
    }

    @Test
    void anAppThatKeepsNothingShowsNothingAndOneInModeConversationHasContacts() throws Exception {
        String before = id(send(""));
        JsonNode app = json(sandbox.conversation("PATCH", "apps/sandbox?update_mask=dispatch_retention_policy",
            "{\"dispatch_retention_policy\":"
            + "{\"retention_type\":\"MESSAGE_EXPIRE_POLICY\",\"ttl_days\":0}}"));
        assertEquals("DISPATCH 0", app.path("processing_mode").asText() + " " + app.path("dispatch_retention_policy").path("ttl_days"));
        assertEquals(404, sandbox.conversation("GET", "messages/" + before + "?messages_source=DISPATCH_SOURCE", null).statusCode());
        assertEquals(List.of(), ids("messages?messages_source=DISPATCH_SOURCE"));
        sandbox.conversation("PATCH", "apps/sandbox", "{\"processing_mode\":\"CONVERSATION\"}");
        String after = id(send(to("46701000009")));
        JsonNode kept = json(sandbox.conversation("GET", "messages/" + after, null));
        assertEquals("CONVERSATION 26", kept.path("processing_mode").asText() + " " + kept.path("contact_id").asText().length());
        assertEquals(400, sandbox.conversation("PATCH", "apps/sandbox", "{\"display_name\":\"x\"}").statusCode());
    }

    @Test
    void whatWasAcceptedGoesOnAfterARestart() throws Exception {
        Receiver receiver = new Receiver(n -> n < 2 ? 503 : 200);
        try (SandboxServer first = new SandboxServer(0.05, Clock.systemUTC(), sandbox.store, receiver)) {
            json(first.conversation("POST", "messages:send", body("\"message_metadata\":\"R1\"")));
            List<String> before = List.of(receiver.next().body(), receiver.next().body());
            first.queue.close();
            try (SandboxServer second = new SandboxServer(0.05, Clock.systemUTC(), sandbox.store, receiver)) {
                assertEquals(before.stream().sorted().toList(), List.of(receiver.next().body(), receiver.next().body()).stream().sorted()
                    .toList());
            }
        }
    }

    /** The two reports about a message, the one that is not final first: they may overtake each other. */
    private List<Receiver.Arrival> both() throws InterruptedException {
        return Stream.of(sandbox.receiver.next(), sandbox.receiver.next())
            .sorted(Comparator.comparing(arrival -> !arrival.body().contains("QUEUED_ON_CHANNEL"))).toList();
    }

    private List<String> ids(String path) {
        return json(sandbox.conversation("GET", path, null)).path("messages").findValuesAsText("id");
    }

    private HttpResponse<String> send(String members) {
        return sandbox.conversation("POST", "messages:send", body(members));
    }

    private static String to(String digits) {
        return "\"recipient\":{\"identified_by\":{\"channel_identities\":[{\"channel\":\"SMS\",\"identity\":\"+" + digits + "\"}]}}";
    }

    /** @param members added to the usual ones, or in their place */
    private static String body(String members) {
        ObjectNode body = (ObjectNode) object("{\"app_id\":\"sandbox\",\"message\":{\"text_message\":{\"text\":\"Hej\"}},"
            + "\"channel_priority_order\":[\"SMS\"]," + to("46701234567") + "}");
        body.setAll((ObjectNode) object("{" + members + "}"));
        return body.toString();
    }

    private static String id(HttpResponse<String> answer) {
        return json(answer).path("message_id").asText();
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(member -> member.getKey()).toList();
    }

    private static JsonNode object(String text) {
        return Json.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
