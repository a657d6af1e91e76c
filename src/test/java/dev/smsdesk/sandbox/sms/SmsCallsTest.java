package dev.smsdesk.sandbox.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.SandboxServer;
import dev.smsdesk.sinch.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sandbox's SMS API does what each member says, and refuses what it cannot do")
class SmsCallsTest {
    private static final String TO = "46701234567";
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
    void everyMemberThatIsSentComesBackAsItWasSent() {
        String send = "\"send_at\":\"2099-01-01T10:00:00Z\",\"expire_at\":\"2099-01-02T10:00:00Z\",\"client_reference\":\"R1\","
            + "\"feedback_enabled\":true,"
            + "\"flash_message\":true,\"truncate_concat\":true,\"max_number_of_message_parts\":3,\"delivery_report\":\"full\","
            + "\"callback_url\":\"https://desk.example/api/callbacks/sms\",\"parameters\":{\"name\":{\"+46701234567\":\"Anna\","
            + "\"default\":\"you\"}}";
        JsonNode batch = json(send(send));
        for (JsonNode answer : List.of(batch, json(sandbox.sms("GET", "batches/" + batch.path("id").asText(), null)))) {
            assertEquals(List.of("[\"46701234567\"]", "12345", "Hej ${name}", "mt_text"), List
                .of(answer.path("to").toString(), answer.path("from").asText(),
                answer.path("body").asText(), answer.path("type").asText()));
            assertEquals(List.of("2099-01-01T10:00:00.000Z", "2099-01-02T10:00:00.000Z", "R1", "full"), List
                .of(answer.path("send_at").asText(),
                answer.path("expire_at").asText(), answer.path("client_reference").asText(), answer.path("delivery_report").asText()));
            assertEquals(List.of("true", "true", "true", "3", "false"), List
                .of(answer.path("feedback_enabled").asText(), answer.path("flash_message").asText(),
                answer.path("truncate_concat").asText(), answer.path("max_number_of_message_parts").asText(), answer.path("canceled")
                .asText()));
            assertEquals("{\"name\":{\"+46701234567\":\"Anna\",\"default\":\"you\"}}", answer.path("parameters").toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"from_ton", "from_npi", "udh", "strict_validation", "campaign_id", "something"})
    void aMemberThatIsNotImplementedIsRefused(String member) {
        HttpResponse<String> refused = send("\"" + member + "\":1");
        assertEquals(400, refused.statusCode());
        assertEquals("{\"code\":\"syntax_invalid_parameter_format\",\"text\":\"'" + member
            + "' is not implemented by this sandbox. Leave it out\"}", refused.body());
        assertEquals(201, send("\"" + member + "\":null").statusCode(), "null counts as left out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"send_at\":\"tomorrow\" | syntax_invalid_parameter_format", "\"send_at\":7 | syntax_invalid_json",
            "\"flash_message\":\"true\" | syntax_invalid_json",
        "\"max_number_of_message_parts\":0 | syntax_constraint_violation", "\"max_number_of_message_parts\":\"3\" | syntax_invalid_json",
        "\"expire_at\":\"2020-01-01T00:00:00Z\" | syntax_constraint_violation",
        "\"expire_at\":\"2099-01-01T00:00:00Z\" | syntax_constraint_violation",
        "\"parameters\":[] | syntax_invalid_json", "\"parameters\":{\"a b\":{}} | syntax_invalid_parameter_format",
        "\"parameters\":{\"seventeen_letters\":{}} | syntax_invalid_parameter_format",
        "\"parameters\":{\"a\":{\"default\":1}} | syntax_invalid_json",
        "\"type\":\"mt_binary\" | syntax_invalid_parameter_format",
        "\"callback_url\":\"https://example.com/hook\" | syntax_invalid_parameter_format"})
    void aValueThatIsWrongIsRefusedWithSinchsCode(String member, String code) {
        HttpResponse<String> refused = send(member);
        assertEquals("400 " + code, refused.statusCode() + " " + json(refused.body()).path("code").asText());
    }

    @Test
    void aScheduledBatchIsHeldAndCancelledUntilItsTime() throws Exception {
        Instant start = Instant.now().plusMillis(600);
        String members = "\"send_at\":\"" + start + "\"," + reports("per_recipient_final");
        String cancelled = id(send(members));
        String sent = id(send(members));
        JsonNode answer = json(sandbox.sms("DELETE", "batches/" + cancelled, null));
        assertTrue(answer.path("canceled").asBoolean());
        assertEquals("[]", json(sandbox.sms("GET", "batches/" + cancelled + "/delivery_report", null)).path("statuses").toString(),
            "an empty report");
        assertEquals(403, sandbox.sms("POST", "batches/" + cancelled, "{\"body\":\"x\"}").statusCode());
        assertTrue(sandbox.receiver.next().body().contains(sent));
        assertTrue(!Instant.now().isBefore(start), "held until then");
        assertNull(sandbox.receiver.nextWithin(Duration.ofMillis(200)), "and the cancelled one never comes");
        JsonNode after = json(sandbox.sms("DELETE", "batches/" + sent, null));
        assertEquals(false, after.path("canceled").asBoolean(), "too late");
    }

    @Test
    void aCancelledBatchHasAnEmptyReportWhereOneOfTheBatchWasWanted() throws Exception {
        String batch = id(send("\"send_at\":\"2099-01-01T10:00:00Z\"," + reports("full")));
        sandbox.sms("DELETE", "batches/" + batch, null);
        assertEquals("{\"type\":\"delivery_report_sms\",\"batch_id\":\"" + batch + "\",\"total_message_count\":1,\"statuses\":[]}",
            sandbox.receiver.next().body());
    }

    @Test
    void aScheduledBatchIsUpdatedMemberByMemberOrReplaced() throws Exception {
        String batch = id(send("\"send_at\":\"2099-01-01T10:00:00Z\",\"client_reference\":\"R1\",\"flash_message\":true,"
            + reports("per_recipient_final")));
        JsonNode updated = json(sandbox.sms("POST", "batches/" + batch, "{\"to_add\":[\"+46701234568\"],\"to_remove\":[\"" + TO
            + "\"],\"body\":\"Other\","
            + "\"client_reference\":null,\"flash_message\":false}"));
        assertEquals(List.of("[\"46701234568\"]", "Other", "false", "false", "2099-01-04T10:00:00.000Z"), List
            .of(updated.path("to").toString(),
            updated.path("body").asText(), updated.path("flash_message").asText(), String.valueOf(updated.has("client_reference")), updated
            .path("expire_at").asText()));
        assertEquals(400, sandbox.sms("POST", "batches/" + batch, "{\"to_remove\":[\"46701234568\"]}").statusCode(),
            "no recipient would be left");
        assertEquals(400, sandbox.sms("POST", "batches/" + batch, "{\"unknown\":1}").statusCode());
        JsonNode replaced = json(sandbox.sms("PUT", "batches/" + batch, body("\"client_reference\":\"R2\","
            + reports("per_recipient_final"))));
        assertEquals(List.of(batch, "[\"46701234567\"]", "R2"), List.of(replaced.path("id").asText(), replaced.path("to").toString(),
            replaced.path("client_reference").asText()));
        assertTrue(sandbox.receiver.next().body().contains("\"client_reference\":\"R2\""), "without send_at it is sent at once");
        HttpResponse<String> late = sandbox.sms("POST", "batches/" + batch, "{\"body\":\"x\"}");
        assertEquals("403 batch_already_dispatched", late.statusCode() + " " + json(late.body()).path("code").asText());
    }

    @Test
    void aDryRunCountsPartsWithTheParametersOfEachRecipientAndSendsNothing() throws Exception {
        String request = body("\"to\":[\"46701234567\",\"46701234568\"],\"parameters\":{\"name\":{\"46701234567\":\"" + "x".repeat(160)
            + "\",\"default\":\"я\"}}");
        JsonNode counted = json(sandbox.sms("POST", "batches/dry_run", request));
        assertEquals("{\"number_of_recipients\":2,\"number_of_messages\":3}", counted.toString());
        JsonNode shown = json(sandbox.sms("POST", "batches/dry_run?per_recipient=true&number_of_recipients=2", request))
            .path("per_recipient");
        assertEquals(List.of("2", "text"), List.of(shown.path(0).path("number_of_parts").asText(), shown.path(0).path("encoding")
            .asText()));
        assertEquals("{\"recipient\":\"46701234568\",\"body\":\"Hej я\",\"number_of_parts\":1,\"encoding\":\"unicode\"}", shown.path(1)
            .toString());
        assertEquals(0, json(sandbox.sms("GET", "batches", null)).path("count").asInt());
        assertEquals(400, sandbox.sms("POST", "batches/dry_run?number_of_recipients=1001&per_recipient=true", request).statusCode());
    }

    @Test
    void feedbackIsTakenWhereItWasEnabled() {
        String enabled = id(send("\"feedback_enabled\":true"));
        assertEquals(202, sandbox.sms("POST", "batches/" + enabled + "/delivery_feedback", "{\"recipients\":[\"+46701234567\"]}")
            .statusCode());
        assertEquals(202, sandbox.sms("POST", "batches/" + enabled + "/delivery_feedback", "{\"recipients\":[]}").statusCode());
        assertTrue(sandbox.sms.latestTexts(1).get(0).status().endsWith(", feedback received"));
        assertEquals(404, sandbox.sms("POST", "batches/" + enabled + "/delivery_feedback", "{\"recipients\":[\"46709999999\"]}")
            .statusCode());
        assertEquals(400, sandbox.sms("POST", "batches/" + enabled + "/delivery_feedback", "{}").statusCode());
        assertEquals(404, sandbox.sms("POST", "batches/" + id(send("\"feedback_enabled\":false")) + "/delivery_feedback",
            "{\"recipients\":[]}").statusCode());
    }

    @ParameterizedTest
    @CsvSource({"POST, batches", "GET, batches", "DELETE, batches", "GET, nothing/here", "PATCH, inbounds"})
    void withoutTheTokenItIs401WithAnEmptyBodyBeforeAnythingElse(String method, String path) {
        for (String authorization : new String[] {null, "Bearer nonsense", "Bearer " + SandboxServer.TOKEN + "x", "Basic "
            + SandboxServer.TOKEN, "bearer " + SandboxServer.TOKEN}) {
            HttpResponse<String> refused = sandbox.call(method, SandboxServer.SMS + path, authorization, "garbage");
            assertEquals("401 ", refused.statusCode() + " " + refused.body());
        }
        assertEquals(401, sandbox.call(method, "/xms/v1/other/" + path, "Bearer " + SandboxServer.TOKEN, null).statusCode(),
            "there is one service plan");
        assertEquals(401, sandbox.call("GET", "/accepted", null, null).statusCode());
    }

    @Test
    void whatWasAcceptedIsCountedByReference() {
        send("\"client_reference\":\"R1\"");
        send("\"client_reference\":\"R1\"");
        send("\"client_reference\":\"R2\"");
        assertEquals("{\"accepted\":[{\"channel\":\"sms\",\"reference\":\"R1\",\"calls\":2},{\"channel\":\"sms\",\"reference\":\"R2\","
            + "\"calls\":1}]}", accepted(""));
        assertEquals("{\"accepted\":[{\"channel\":\"sms\",\"reference\":\"R2\",\"calls\":1}]}", accepted("?reference=R2"));
        assertEquals("{\"accepted\":[]}", accepted("?page=1&page_size=2"));
    }

    @Test
    void aFaultBeforeAcceptingAcceptsNothingAndOneAfterwardsDoes() {
        assertEquals(500, send("\"to\":[\"46701990500\"],\"client_reference\":\"BEFORE\"").statusCode());
        assertEquals(500, send("\"to\":[\"46701990501\"],\"client_reference\":\"AFTER\"").statusCode());
        assertEquals("{\"accepted\":[{\"channel\":\"sms\",\"reference\":\"AFTER\",\"calls\":1}]}", accepted(""));
    }

    private String accepted(String query) {
        return json(sandbox.call("GET", "/accepted" + query, "Bearer " + SandboxServer.TOKEN, null)).toString();
    }

    private String reports(String which) {
        return "\"delivery_report\":\"" + which + "\",\"callback_url\":\"" + sandbox.receiver.self() + "/api/callbacks/sms\"";
    }

    private HttpResponse<String> send(String members) {
        return sandbox.sms("POST", "batches", body(members));
    }

    /** @param members added to the usual ones, or in their place */
    private static String body(String members) {
        ObjectNode body = (ObjectNode) json("{\"to\":[\"" + TO + "\"],\"from\":\"12345\",\"body\":\"Hej ${name}\"}");
        body.setAll((ObjectNode) json("{" + members + "}"));
        return body.toString();
    }

    private static String id(HttpResponse<String> answer) {
        return json(answer).path("id").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return SandboxServer.json(answer);
    }

    private static JsonNode json(String text) {
        return Json.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
