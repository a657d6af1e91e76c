package dev.smsdesk.sinch.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Bodies of the SMS API are read")
class SmsCallbackTest {
    private static final String REPORT = """
            {"type": "recipient_delivery_report_sms", "batch_id": "B1", "recipient": "+46701234567", "code": 0, "status": "Delivered",
             "at": "2026-11-24T08:15:30.123Z", "status_message": "fine"}""";
    private static final String INBOUND = """
            {"type": "mo_text", "id": "I1", "from": "46701234567", "to": "12345", "body": "hello", "received_at": \
            "2026-11-24T08:20:00Z"}""";

    @Test
    void aRecipientReport() {
        assertEquals(new Reports(Channel.SMS, "01K9SMSDESKBATCH0000000001", "01K9SMSDESKOWNID0000000001",
            List.of(new RecipientReport("46701234567", "Delivered", 0,
                null, Instant.parse("2026-11-24T08:15:29Z"), Instant.parse("2026-11-24T08:15:30.123Z"), null))),
                read(OwnVectors.bytes("sms-recipient-delivered.json")));
    }

    @Test
    void aFullReportNamesItsRecipients() {
        assertEquals(new Reports(Channel.SMS, "01K9SMSDESKBATCH0000000002", "01K9SMSDESKOWNID0000000002",
                List.of(line("46701234567", "Delivered", 0, null), line("46701234568", "Delivered", 0, null),
                    line("46701230402", "Aborted", 402, null))),
                read(OwnVectors.bytes("sms-batch-full.json")));
    }

    @Test
    void aSummaryOnlyCountsThem() {
        assertEquals(new Reports(Channel.SMS, "01K9SMSDESKBATCH0000000002", null,
            List.of(line(null, "Delivered", 0, 2), line(null, "Aborted", 402, 1))),
                read(OwnVectors.bytes("sms-batch-summary.json")));
    }

    @Test
    void aCancelledScheduledBatchHasNoLines() {
        assertEquals(new Reports(Channel.SMS, "B1", null, List.of()),
            read("{\"type\":\"delivery_report_mms\",\"batch_id\":\"B1\",\"statuses\":[],\"total_message_count\":0}"));
    }

    @Test
    void anInboundText() {
        assertEquals(new Inbound(Channel.SMS, "01K9SMSDESKINBOUND00000001", "46701234567", "46700000000", "Ja tack, mañana 🚣 \u2028",
                Instant.parse("2026-11-24T08:20:00Z"), Instant.parse("2026-11-24T08:19:58.5Z"), null),
                    read(OwnVectors.bytes("sms-inbound.json")));
    }

    @Test
    void unknownWordsAndMembersAreCarriedOrIgnored() {
        Reports reports = (Reports) read(REPORT.replace("Delivered", "Teleported")
            .replace("\"code\": 0", "\"code\": 4711, \"novelty\": {\"a\": [1]}"));
        assertEquals("Teleported", reports.lines().get(0).status());
        assertEquals(4711, reports.lines().get(0).code());
        assertEquals("fine", reports.lines().get(0).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"401", "\"401\""})
    void aCodeMayComeInQuotes(String code) {
        assertEquals(401, ((Reports) read(REPORT.replace("\"code\": 0", "\"code\": " + code))).lines().get(0).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "\"0x191\"", "99999999999", "true", "{}"})
    void anythingElseIsNoCode(String code) {
        Reports reports = (Reports) read(REPORT.replace("\"code\": 0", "\"code\": " + code));
        assertEquals(new RecipientReport("46701234567", "Delivered", null, "fine", null, Instant.parse("2026-11-24T08:15:30.123Z"), null),
            reports.lines().get(0));
        assertEquals(List.of("code"), reports.ignored());
    }

    @Test
    void whatSinchMayLeaveOutIsNull() {
        RecipientReport line = ((Reports) read("{\"type\":\"recipient_delivery_report_mms\",\"batch_id\":\"B1\","
            + "\"recipient\":\"46701234567\",\"status\":\"Queued\"}")).lines().get(0);
        assertEquals(line("46701234567", "Queued", null, null), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch_id", "recipient", "status"})
    void aMissingMemberIsNamed(String name) {
        assertNotUnderstood("member " + name + " is missing", REPORT.replace('"' + name + '"', "\"x\""));
        assertNotUnderstood("member " + name + " is missing", REPORT.replaceAll("\"" + name + "\": \"[^\"]*\"", "\"" + name + "\": null"));
        assertNotUnderstood("member " + name + " is missing", REPORT.replaceAll("\"" + name + "\": \"[^\"]*\"", "\"" + name + "\": \"\""));
        assertNotUnderstood("member " + name + " is not text", REPORT.replaceAll("\"" + name + "\": \"[^\"]*\"", "\"" + name + "\": [1]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "from", "body"})
    void aMissingMemberOfAnInboundIsNamed(String name) {
        assertNotUnderstood("member " + name + " is missing", INBOUND.replace('"' + name + '"', "\"x\""));
    }

    @Test
    void aBatchReportNeedsItsStatuses() {
        assertNotUnderstood("member statuses is missing", "{\"type\":\"delivery_report_sms\",\"batch_id\":\"B1\"}");
        assertNotUnderstood("member statuses.status is missing",
            "{\"type\":\"delivery_report_sms\",\"batch_id\":\"B1\",\"statuses\":[{\"code\":0,\"count\":1}]}");
        assertNotUnderstood("member statuses is not a list", "{\"type\":\"delivery_report_sms\",\"batch_id\":\"B1\",\"statuses\":7}");
    }

    @Test
    void whatIsTooLongForItsColumnIsNotCutButNamed() {
        assertNotUnderstood("member batch_id is longer than 128 characters", REPORT.replace("B1", "B".repeat(129)));
        assertNotUnderstood("member recipient is longer than 64 characters", REPORT.replace("+46701234567", "x".repeat(65)));
        assertNotUnderstood("member from is longer than 64 characters", INBOUND.replace("46701234567", "x".repeat(65)));
        assertNotUnderstood("member status is longer than 64 characters", REPORT.replace("Delivered", "D".repeat(65)));
        assertNotUnderstood("member body is longer than 4000 characters", INBOUND.replace("hello", "x".repeat(4001)));
        assertEquals(4000, ((Inbound) read(INBOUND.replace("hello", "x".repeat(4000)))).text().length());
    }

    @Test
    void aReasonIsCutAndAReferenceLongerThanAnyOfOursIsIgnored() {
        String report = REPORT.replace("\"fine\"", "\"" + "x".repeat(499) + "🚣\", \"client_reference\": \"" + "r".repeat(129) + '"');
        Reports reports = (Reports) read(report);
        assertEquals("x".repeat(499), reports.lines().get(0).reason(), "and the boat is not cut in two");
        assertEquals(null, reports.reference());
        assertEquals(List.of("client_reference"), reports.ignored());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<script>alert(1)</script>", "\\u202Eevil", "👍👍", "a\\nb"})
    void anyTextIsKeptAsItIs(String text) {
        String expected = text.replace("\\u202E", "\u202E").replace("\\n", "\n");
        assertEquals(expected, ((Inbound) read(INBOUND.replace("hello", text))).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mo_binary", "mo_media", "surprise"})
    void otherTypesAreKeptUnderTheirName(String type) {
        assertNotUnderstood("type " + type + " is not followed here", INBOUND.replace("mo_text", type));
    }

    @Test
    void noTypeAtAll() {
        assertNotUnderstood("member type is missing", "{\"batch_id\":\"B1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation-failed.json", "conversation-inbound.json"})
    void aConversationBodyBelongsElsewhere(String payload) {
        assertEquals(new NotUnderstood("other-path:/api/callbacks/conversation"), read(OwnVectors.bytes(payload)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', value = {
        "[46701990106]                       | 46701990106             |",
        "[46701990106.0, \"46701990107\"]     | 46701990106 46701990107 |",
        "46701990106                         | 46701990106             |",
        "\"+46701990106\"                     | 46701990106             |",
        "[null, \"46701990106\"]              | 46701990106             | statuses.recipients",
        "[\"46701990106\", \"\", {}, [], true] | 46701990106             | statuses.recipients",
        "[-46701990106, 4.5, \"46701990106\"] | 46701990106             | statuses.recipients",
        "{}                                  | null                    | statuses.recipients",
        "[{\"a\":1}]                         | null                    | statuses.recipients"})
    void oneOddRecipientOfAFullReportCostsNoOther(String recipients, String read, String ignored) {
        Reports reports = (Reports) read("""
            {"type":"delivery_report_sms","batch_id":"B1","statuses":[{"code":0,"status":"Delivered","count":2,\
            "recipients":%s}]}""".formatted(recipients));
        assertEquals(read, reports.lines().stream().map(line -> String.valueOf(line.recipient())).collect(Collectors.joining(" ")));
        assertEquals(ignored == null ? List.of() : List.of(ignored), reports.ignored());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "null                                  | statuses",
        "7                                     | statuses",
        "[]                                    | statuses",
        "{}                                    | statuses.status",
        "{'status':{},'recipients':['4670']}   | statuses.status",
        "{'status':'Failed','count':'many'}    | statuses.count",
        "{'status':'Failed','count':1,'code':[]} | statuses.code"})
    void oneOddElementOfTheStatusesCostsNoOther(String odd, String ignored) {
        Reports reports = (Reports) read("""
            {"type":"delivery_report_sms","batch_id":"B1","statuses":[%s,{"code":0,"status":"Delivered","count":1,\
            "recipients":["46701990106"]}]}"""
            .formatted(odd.replace('\'', '"')));
        assertEquals(line("46701990106", "Delivered", 0, null), reports.lines().get(reports.lines().size() - 1));
        assertEquals(List.of(ignored), reports.ignored());
    }

    @Test
    void aListThatIsOneObjectIsAListOfOne() {
        assertEquals(List.of(line("46701990106", "Delivered", 0, null)), ((Reports) read("""
            {"type":"delivery_report_sms","batch_id":"B1","statuses":{"code":0,"status":"Delivered",\
            "recipients":["46701990106"]}}""")).lines());
    }

    @Test
    void aNumberWithoutQuotationMarksIsANumber() {
        assertEquals("46701234567", ((Reports) read(REPORT.replace("\"+46701234567\"", "46701234567"))).lines().get(0).recipient());
        assertEquals("46701234567", ((Inbound) read(INBOUND.replace("\"46701234567\"", "46701234567.0"))).from());
        assertNotUnderstood("member from is not text", INBOUND.replace("\"46701234567\"", "-46701234567"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"type\":null,", "\"type\":[],", "\"type\":7.5,", "\"type\":\"\","})
    void aTypeThatCannotBeReadIsToldByTheOtherMembers(String type) {
        String without = REPORT.replace("\"type\": \"recipient_delivery_report_sms\", ", type);
        assertEquals(((Reports) read(REPORT)).lines(), ((Reports) read(without)).lines());
        assertEquals("hello", ((Inbound) read(INBOUND.replace("\"type\": \"mo_text\", ", type))).text());
        assertEquals(List.of(line("4670", "Failed", null, null)),
            ((Reports) read("{" + type + "\"batch_id\":\"B1\",\"statuses\":[{\"status\":\"Failed\",\"recipients\":[\"4670\"]}]}")).lines());
        assertNotUnderstood("member type is missing", INBOUND.replace("\"type\": \"mo_text\", ", type + "\"udh\":\"05\","));
    }

    private static RecipientReport line(String recipient, String status, Integer code, Integer count) {
        return new RecipientReport(recipient, status, code, null, null, null, count);
    }

    private static void assertNotUnderstood(String why, String body) {
        assertEquals(why, Sentences.ENGLISH.ofStored(((NotUnderstood) read(body)).why()));
    }

    private static Callback read(String body) {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Callback read(byte[] body) {
        return Callback.read(Channel.SMS, body, "application/json", null);
    }
}
