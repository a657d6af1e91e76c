package dev.smsdesk.sinch.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.callback.Callback.Inbound;
import dev.smsdesk.sinch.callback.Callback.RecipientReport;
import dev.smsdesk.sinch.callback.Callback.NotUnderstood;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.sinch.signature.OwnVectors;
import dev.smsdesk.wording.Sentences;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Bodies of the Conversation API are read")
class ConversationCallbackTest {
    private static final String FAILED = text("conversation-failed.json");
    private static final String INBOUND = text("conversation-inbound.json");

    @Test
    void aDeliveryReport() {
        assertEquals(new Reports(Channel.CONVERSATION, "01K9SMSDESKMESSAGE00000001", "01K9SMSDESKOWNID0000000003",
            List.of(new RecipientReport("46701234567", "FAILED", null,
                "RECIPIENT_NOT_REACHABLE: The handset is off", Instant.parse("2026-11-24T08:15:30Z"),
                    Instant.parse("2026-11-24T08:15:31.123456Z"), null))),
                read(FAILED));
    }

    @Test
    void aReportWithTheFewestMembersIsUnderstood() {
        assertEquals(new Reports(Channel.CONVERSATION, "M1", null, List.of(new RecipientReport(null, "DELIVERED", null, null,
            Instant.parse("2026-11-24T08:15:30Z"), null, null))),
                read("{\"event_time\":\"2026-11-24T08:15:30Z\",\"message_delivery_report\":{\"message_id\":\"M1\","
                + "\"status\":\"DELIVERED\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"\" |",
        "null |",
        "{} |",
        "\"because\" | because",
        "{\"code\":\"BAD_REQUEST\"} | BAD_REQUEST",
        "{\"code\":\"BAD_REQUEST\",\"description\":\"\",\"sub_code\":\"INACTIVE_SENDER\"} | BAD_REQUEST (INACTIVE_SENDER)",
        "{\"code\":\"BAD_REQUEST\",\"description\":\"No such\",\"sub_code\":\"UNSPECIFIED_SUB_CODE\"} | BAD_REQUEST: No such"})
    void theReasonIsAnObjectOrText(String given, String expected) {
        String body = "{\"message_delivery_report\":{\"message_id\":\"M1\",\"status\":\"FAILED\",\"reason\":" + given + "}}";
        assertEquals(expected, ((Reports) read(body)).lines().get(0).reason());
    }

    @Test
    void aSubmitNotificationIsAReportWithoutAStatusOfItsOwn() {
        assertEquals(new Reports(Channel.CONVERSATION, "M1", "REF", List.of(new RecipientReport("46701234567", "MESSAGE_SUBMIT", null, null,
                Instant.parse("2026-11-24T08:15:30Z"), null, null))),
                read("{\"event_time\":\"2026-11-24T08:15:30Z\",\"message_submit_notification\":{\"message_id\":\"M1\",\"metadata\":\"REF\","
                    + "\"channel_identity\":{\"channel\":\"SMS\",\"identity\":\"46701234567\"},"
                    + "\"submitted_message\":{\"text_message\":{\"text\":\"Hi\"}}}}"));
    }

    @Test
    void anInboundText() {
        assertEquals(new Inbound(Channel.CONVERSATION, "01K9SMSDESKINBOUND00000002", "46701234567", "46700000000", "STOP",
                Instant.parse("2026-11-24T08:21:01Z"), Instant.parse("2026-11-24T08:21:00Z"), null), read(INBOUND));
    }

    @Test
    void anInboundWithoutSenderIdSaysNotToWhom() {
        Inbound inbound = (Inbound) read(INBOUND.replace("\"sender_id\":\"46700000000\"", "\"sender_id\":\"\"")
            .replace("\"accept_time\"", "\"x\""));
        assertNull(inbound.to());
        assertEquals(Instant.parse("2026-11-24T08:21:01.5Z"), inbound.receivedAt(), "the envelope's time stands in");
    }

    @Test
    void otherContentsThanTextAreNamed() {
        assertNotUnderstood("member message.contact_message.text_message is missing: no text but media_message",
                INBOUND.replace("\"text_message\":{\"text\":\"STOP\"}", "\"media_message\":{\"url\":\"https://example.com/cat.png\"}"));
    }

    @ParameterizedTest
    @CsvSource({"message_id, message_delivery_report.message_id", "status, message_delivery_report.status"})
    void aMissingMemberOfAReportIsNamed(String name, String path) {
        assertNotUnderstood("member " + path + " is missing", FAILED.replace('"' + name + '"', "\"x\""));
    }

    @ParameterizedTest
    @CsvSource({"id, message.id", "channel_identity, message.channel_identity.identity", "contact_message, message.contact_message",
        "text, message.contact_message.text_message.text"})
    void aMissingMemberOfAMessageIsNamed(String name, String path) {
        assertNotUnderstood("member " + path + " is missing", INBOUND.replace("\"" + name + "\":", "\"x\":"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact_create_notification", "surprise"})
    void otherEventsAreKeptUnderTheirName(String event) {
        assertNotUnderstood(event + " is not followed here", "{\"app_id\":\"\",\"accepted_time\":\"2026-11-24T08:15:30Z\",\"" + event
            + "\":{\"contact\":{}}}");
    }

    @Test
    void anEnvelopeWithoutAnEvent() {
        assertNotUnderstood("a body without an event is not followed here", "{\"app_id\":\"A\",\"project_id\":\"P\"}");
    }

    @Test
    void twoEventsAtOnceAreNone() {
        assertNotUnderstood("both message_delivery_report and message",
                "{\"message_delivery_report\":{\"message_id\":\"M1\",\"status\":\"READ\"},\"message\":{\"id\":\"I1\"}}");
    }

    @Test
    void aSecondEventThatIsNoObjectIsIgnored() {
        Reports reports = (Reports) read(FAILED.replace("\"message_metadata\"",
            "\"type\": \"novelty\", \"message\": [], \"message_metadata\""));
        assertEquals(((Reports) read(FAILED)).lines(), reports.lines());
        assertEquals(List.of("message"), reports.ignored());
        assertNotUnderstood("member message is not an object", "{\"app_id\":\"A\",\"message\":[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms-recipient-delivered.json", "sms-batch-full.json", "sms-inbound.json"})
    void anSmsBodyBelongsElsewhere(String payload) {
        assertNotUnderstood("belongs to /api/callbacks/sms", text(payload));
    }

    @Test
    void anAddressThatIsTooLongForItsColumnIsNotCutButNamed() {
        assertNotUnderstood("member message.channel_identity.identity is longer than 64 characters",
            INBOUND.replace("46701234567", "x".repeat(65)));
    }

    private static void assertNotUnderstood(String why, String body) {
        assertEquals(why, Sentences.ENGLISH.ofStored(((NotUnderstood) read(body)).why()));
    }

    private static Callback read(String body) {
        return Callback.read(Channel.CONVERSATION, body.getBytes(StandardCharsets.UTF_8), "application/json", null);
    }

    private static String text(String payload) {
        return new String(OwnVectors.bytes(payload), StandardCharsets.UTF_8);
    }
}
