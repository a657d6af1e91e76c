package dev.smsdesk.sandbox.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.callback.PlannedCallback;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The callbacks of a batch depend on the batch alone")
class BatchDeliveryTest {
    private static final Instant TAKEN = Instant.parse("2026-11-24T08:00:00.5Z");

    @Test
    void eachStepOfEachRecipient() {
        List<PlannedCallback> callbacks = plan("per_recipient", 1, "46701234567");
        assertEquals(List.of(
                "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"B1\",\"recipient\":\"46701234567\",\"code\":400,"
                    + "\"status\":\"Queued\",\"at\":\"2026-11-24T08:00:00.700Z\",\"client_reference\":\"R1\"}",
                "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"B1\",\"recipient\":\"46701234567\",\"code\":401,"
                    + "\"status\":\"Dispatched\",\"at\":\"2026-11-24T08:00:01.500Z\",\"client_reference\":\"R1\"}",
                "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"B1\",\"recipient\":\"46701234567\",\"code\":0,"
                    + "\"status\":\"Delivered\",\"at\":\"2026-11-24T08:00:03.000Z\",\"operator_status_at\":\"2026-11-24T08:00:02.900Z\","
                    + "\"client_reference\":\"R1\"}"),
                bodies(callbacks));
        assertEquals(List.of(TAKEN.plusMillis(200), TAKEN.plusMillis(1000), TAKEN.plusMillis(2500)), callbacks.stream()
            .map(PlannedCallback::due).toList());
    }

    @Test
    void finalStepsOnly() {
        assertEquals(List.of("Delivered", "Aborted"), plan("per_recipient_final", 1, "46701234567", "46701230402").stream()
                .map(planned -> planned.body().get().replaceAll(".*\"status\":\"(\\w+)\".*", "$1")).toList());
    }

    @Test
    void oneReportOnceAllAreFinal() {
        assertEquals(List.of("{\"type\":\"delivery_report_sms\",\"batch_id\":\"B1\",\"total_message_count\":3,\"statuses\":[{\"code\":0,"
            + "\"status\":\"Delivered\",\"count\":2,"
                + "\"recipients\":[\"46701234567\",\"46701234568\"]},{\"code\":402,\"status\":\"Aborted\",\"count\":1,"
                + "\"recipients\":[\"46701230402\"]}],\"client_reference\":\"R1\"}"),
                bodies(plan("full", 1, "46701234567", "46701234568", "46701230402")));
        assertEquals(List.of("{\"type\":\"delivery_report_sms\",\"batch_id\":\"B1\",\"total_message_count\":1,\"statuses\":[{\"code\":0,"
            + "\"status\":\"Delivered\",\"count\":1}],\"client_reference\":\"R1\"}"),
                bodies(plan("summary", 1, "46701234567")));
    }

    @Test
    void noReportWhereNoneIsWantedOrOneMessageNeverEnds() {
        assertEquals(List.of(), plan("none", 1, "46701234567"));
        assertEquals(List.of(), plan("full", 1, "46701234567", "46701990106"));
    }

    @Test
    void theSameCallbackTwiceIsTheSameBytes() {
        List<String> bodies = bodies(plan("per_recipient", 1, "46701990108"));
        assertEquals(6, bodies.size());
        assertEquals(3, bodies.stream().distinct().count());
    }

    @Test
    void aPaceBelowOneIsFaster() {
        assertEquals(TAKEN.plusMillis(25), plan("per_recipient_final", 0.01, "46701234567").get(0).due());
    }

    private static List<String> bodies(List<PlannedCallback> callbacks) {
        return callbacks.stream().map(planned -> planned.body().get()).toList();
    }

    @Test
    void aMessageThatIsNotDispatchedInItsLifetimeIsAborted() {
        assertEquals(List.of("Queued", "Aborted"), statuses("\"expire_at\":\"2026-11-24T08:00:01Z\"", "46701234567"));
        assertEquals(List.of("Queued", "Dispatched", "Expired"), statuses("\"expire_at\":\"2026-11-24T08:00:02Z\"", "46701234567"));
        assertEquals(List.of("Queued", "Dispatched", "Expired"), statuses("\"expire_at\":\"2026-11-24T08:05:00Z\"", "46701990106"));
        assertEquals(List.of("Queued", "Dispatched"), statuses("\"expire_at\":null", "46701990106"),
            "nothing more is heard within three days");
    }

    @Test
    void aRecipientWithoutAValueForAParameterIsAborted405AndTheOthersGoOn() {
        String parameters = "\"body\":\"Hej ${name}\",\"parameters\":{\"name\":{\"+46701234567\":\"Anna\"}}";
        assertEquals(List.of("Queued", "Dispatched", "Delivered", "Aborted"), statuses(parameters, "46701234567", "46701234568"));
    }

    @Test
    void aTextOfMorePartsThanTheMostIsAborted411AndTheReportSaysHowMany() {
        String tooLong = "\"body\":\"" + "x".repeat(161) + "\",\"max_number_of_message_parts\":1";
        List<String> bodies = bodies(callbacks(batch(tooLong, "46701234567"), 1));
        assertEquals(1, bodies.size());
        assertTrue(bodies.get(0).contains("\"code\":411,\"status\":\"Aborted\""), bodies.get(0));
        assertTrue(bodies.get(0).contains("\"number_of_message_parts\":2"), bodies.get(0));
        assertEquals(List.of("Queued", "Dispatched", "Delivered"), statuses(tooLong + ",\"truncate_concat\":true", "46701234567"),
            "it is cut to one part");
    }

    private static List<String> statuses(String members, String... to) {
        return bodies(callbacks(batch(members, to), 1)).stream().map(body -> body.replaceAll(".*\"status\":\"(\\w+)\".*", "$1")).toList();
    }

    private static List<PlannedCallback> plan(String report, double pace, String... to) {
        return callbacks(batch("\"delivery_report\":\"" + report + "\"", to), pace);
    }

    private static List<PlannedCallback> callbacks(StoredBatch batch, double pace) {
        return new BatchDelivery(batch, pace).callbacks(Optional::empty);
    }

    /** @param members of the request, in place of the usual ones */
    private static StoredBatch batch(String members, String... to) {
        ObjectNode request = (ObjectNode) Members
            .object(("{\"from\":\"46700000000\",\"body\":\"Hej\",\"delivery_report\":\"per_recipient\","
            + "\"callback_url\":\"https://desk.example/api/callbacks/sms\",\"client_reference\":\"R1\"}").getBytes(StandardCharsets.UTF_8));
        request.setAll((ObjectNode) Members.object(("{" + members + "}").getBytes(StandardCharsets.UTF_8)));
        List.of(to).forEach(request.putArray("to")::add);
        return new StoredBatch("B1", TAKEN, RequestedBatch.read(request, TAKEN));
    }
}
