package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.fold.DeliveryEvent;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.send.worker.TestDesk;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("GET /api/batches/{id} lists the state of each recipient, a thousand per page")
class BatchAnswerTest {
    private final TestDesk desk = new TestDesk();
    private final Api api = new Api(desk, 10_000);

    @Test
    void aFreshBatchWaits() {
        String id = desk.composed(1);
        JsonNode json = api.get("batches/" + id).json();
        assertEquals(tree("""
            {"id": "%s", "from": "+46700000000", "text": "Hello", "name": null, "created_at": "2026-11-24T12:00:00Z", "status": "SENDING", \
            "version": 0,
             "via": "sms:plan-1", "category": "marketing", "resend_of": null, "left_out": [], "counts": {"WAITING": 1},
             "recipients": [{"to": "+46701000000", "state": "WAITING", "contradicted": false, "provider_id": null, "code": null, \
            "reason": null, "detail": null,
              "event_time": null}],
             "next": null}""".formatted(id)), json);
        assertEquals(List.of("id", "from", "text", "name", "created_at", "status", "version", "via", "category", "resend_of",
            "left_out", "counts", "recipients", "next"), names(json));
        assertEquals(List.of("to", "state", "contradicted", "provider_id", "code", "reason", "detail", "event_time"),
            names(json.at("/recipients/0")));
    }

    @Test
    void anAcceptedOneHasSinchsIdAndTime() {
        desk.sender.then(new Accepted("01ABC", Instant.parse("2026-11-24T12:00:01.250Z")));
        String id = desk.composed(1);
        desk.worker().step();
        JsonNode json = api.get("batches/" + id).json();
        assertEquals(tree("{\"ACCEPTED\": 1}"), json.path("counts"));
        assertEquals(tree("""
            {"to": "+46701000000", "state": "ACCEPTED", "contradicted": false, "provider_id": "01ABC", "code": null, "reason": null, \
            "detail": null,
             "event_time": "2026-11-24T12:00:01.250Z"}"""),
            json.at("/recipients/0"));
    }

    @Test
    void twoFinalReportsThatContradictEachOtherAreTold() {
        String id = desk.composed(2);
        report(id, DeliveryState.DELIVERED, "2026-11-24T12:00:01Z");
        report(id, DeliveryState.FAILED, "2026-11-24T12:00:02Z");
        JsonNode recipients = api.get("batches/" + id).json().path("recipients");
        assertEquals("FAILED true 2026-11-24T12:00:02Z", told(recipients.get(0)));
        assertEquals("WAITING false null", told(recipients.get(1)));
    }

    /** Of the first recipient. */
    private void report(String batch, DeliveryState state, String at) {
        String digits = TestDesk.numbers(1).get(0).digits();
        desk.tx.run(em -> desk.deliveries.append(em, DeliveryLog.locked(em, desk.submission(batch).getId()),
            List.of(DeliveryEvent.ours(digits, "01ABC", state, null, null, Instant.parse(at), ReportSource.CALLBACK))));
    }

    @Test
    void reasonAndSubCodeStandAsSinchWroteThem() {
        String id = desk.composed(1);
        String reason = "HOLOGRAM_BROKEN: <b>No light (LENS_DUSTY)";
        desk.tx.run(em -> desk.deliveries.append(em, DeliveryLog.locked(em, desk.submission(id).getId()),
            List.of(new DeliveryEvent(TestDesk.numbers(1).get(0).digits(), "M1", "FAILED", DeliveryState.FAILED, null, reason,
                Instant.parse("2026-11-24T12:00:01Z"), null, null, ReportSource.CALLBACK, null))));
        JsonNode recipient = api.get("batches/" + id).json().at("/recipients/0");
        assertEquals(List.of("FAILED", reason, "null"),
            List.of(recipient.path("state").asText(), recipient.path("reason").asText(), recipient.path("detail").asText()));
    }

    private static String told(JsonNode recipient) {
        return recipient.path("state").asText() + " " + recipient.path("contradicted") + " " + recipient.path("event_time").asText();
    }

    @Test
    void aRefusedOneHasSinchsReason() {
        desk.sender.then(new Refused(400, "syntax_constraint_violation", "<b>too long</b>"));
        String id = desk.composed(1);
        desk.worker().step();
        JsonNode recipient = api.get("batches/" + id).json().at("/recipients/0");
        assertEquals("REJECTED_BY_API", recipient.path("state").asText());
        assertEquals("syntax_constraint_violation: <b>too long</b>.", recipient.path("reason").asText());
        assertTrue(recipient.path("detail").isNull(), "Sinch's words have no sentence of ours beside them");
        assertEquals("2026-11-24T12:00:00Z", recipient.path("event_time").asText());
    }

    @Test
    void ourOwnReasonsAreACodeAndASentence() {
        desk.sender.then(new Unsure("Answered 500."));
        String id = desk.composed(1);
        desk.worker().step();
        assertOwnReason(id, "UNSURE", "no_clear_answer", "Answered 500.");
        desk.unsure().giveUp(desk.submission(id).getId(), "anna");
        assertOwnReason(id, "NOT_SENT", "given_up", "Given up by a person, without knowing whether Sinch has it.");
        String other = desk.composed(1);
        desk.actions().cancel(other, "anna");
        assertOwnReason(other, "NOT_SENT", "withdrawn", "Withdrawn by a person before it was sent.");
    }

    private void assertOwnReason(String id, String state, String reason, String detail) {
        JsonNode json = api.get("batches/" + id).json();
        assertEquals(tree("{\"" + state + "\": 1}"), json.path("counts"));
        JsonNode recipient = json.at("/recipients/0");
        assertEquals(List.of(state, reason, detail), List.of(recipient.path("state").asText(), recipient.path("reason").asText(),
            recipient.path("detail").asText()));
    }

    @Test
    void recipientsComeInPagesOfAThousandEachOnce() {
        String id = desk.composed(2500);
        List<String> numbers = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String path = "batches/" + id;
        while (path != null) {
            JsonNode json = api.get(path).json();
            assertEquals(tree("{\"WAITING\": 2500}"), json.path("counts"));
            json.path("recipients").forEach(recipient -> numbers.add(recipient.path("to").asText()));
            sizes.add(json.path("recipients").size());
            String next = json.path("next").textValue();
            assertTrue(next == null || next.startsWith("/sms-desk/api/batches/" + id + "?after="), next);
            path = next == null ? null : next.substring("/sms-desk/api/".length());
        }
        assertEquals(List.of(1000, 1000, 500), sizes);
        assertEquals(TestDesk.numbers(2500).stream().map(number -> number.e164()).toList(), numbers);
    }

    @Test
    void aThousandIsOnePage() {
        JsonNode json = api.get("batches/" + desk.composed(1000)).json();
        assertEquals(1000, json.path("recipients").size());
        assertTrue(json.path("next").isNull());
    }

    @Test
    void afterTheLastThereIsNothing() {
        String id = desk.composed(1);
        JsonNode json = api.get("batches/" + id + "?after=7ZZZZZZZZZZZZZZZZZZZZZZZZZ").json();
        assertEquals(0, json.path("recipients").size());
        assertTrue(json.path("next").isNull());
        assertEquals(1, json.at("/counts/WAITING").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01M86PTPG0000000000000000", "x", "%27%20or%201=1", "01m86ptpg0000000000000000", "..", "aaa%00"})
    void whatIsNoBatchIsNotFound(String id) {
        desk.composed(1);
        Api.Answer answer = api.get("batches/" + id);
        assertEquals(404, answer.status());
        assertEquals("urn:smsdesk:problem:not-found", answer.problem());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%27%20or%201=1--", "01M86PTPG0"})
    void whatIsNoPlaceInTheListIs422(String after) {
        Api.Answer answer = api.get("batches/" + desk.composed(1) + "?after=" + after);
        assertEquals(422, answer.status());
        assertEquals(List.of("/after"), answer.pointers());
    }

    @Test
    void withoutAKeyNothingIsTold() {
        Api.Answer answer = api.call("GET", "batches/" + desk.composed(1), null, java.io.InputStream.nullInputStream());
        assertEquals(401, answer.status());
        assertFalse(answer.json().toString().contains("Hello"));
    }

    @Test
    void timesAreUtcToTheMicrosecond() {
        desk.clock.pass(Duration.ofNanos(123_456_789));
        assertEquals("2026-11-24T12:00:00.123456Z", api.get("batches/" + desk.composed(1)).json().path("created_at").asText());
    }

    private static JsonNode tree(String json) {
        try {
            return Api.JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aBatchIsPausedResumedAndCancelled() {
        String id = desk.composed(2);
        assertEquals("\"0\"", api.get("batches/" + id).etag());
        for (int times = 0; times < 2; times++) {   // what holds already is no fault
            Api.Answer paused = api.act(id, "pause");
            assertEquals(202, paused.status());
            assertEquals(id + " PAUSED 1", paused.json().path("id").asText() + " " + paused.json().path("status").asText() + " "
                + paused.json().path("version"));
            assertEquals("\"1\"", paused.etag());
        }
        assertEquals("SENDING", api.act(id, "resume").json().path("status").asText());
        assertEquals("CANCELLED", api.act(id, "cancel").json().path("status").asText());
        assertEquals(202, api.act(id, "cancel").status());
        Api.Answer late = api.act(id, "resume");
        assertEquals(409, late.status());
        assertEquals("urn:smsdesk:problem:too-late", late.problem());
        assertEquals("It was cancelled. It cannot be resumed. Nothing was changed.", late.json().path("detail").asText());
        assertEquals("\"3\"", api.get("batches/" + id).etag());
        assertEquals(3, desk.count("audit_entry where what like 'batch:%'"));
        assertEquals(404, api.act("nothing", "pause").status());
    }
}
