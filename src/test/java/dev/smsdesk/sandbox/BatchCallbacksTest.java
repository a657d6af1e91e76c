package dev.smsdesk.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Which callbacks a batch leads to depends on nothing but the batch")
class BatchCallbacksTest {
    private static final Instant TAKEN = Instant.parse("2026-11-24T08:00:00.5Z");

    @Test
    void eachStepOfEachRecipient() {
        List<BatchCallbacks.Planned> callbacks = plan("per_recipient", 1, "46701234567");
        assertEquals(List.of(
                "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"B1\",\"recipient\":\"46701234567\",\"code\":400,\"status\":\"Queued\",\"at\":\"2026-11-24T08:00:00.700Z\",\"client_reference\":\"R1\"}",
                "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"B1\",\"recipient\":\"46701234567\",\"code\":401,\"status\":\"Dispatched\",\"at\":\"2026-11-24T08:00:01.500Z\",\"client_reference\":\"R1\"}",
                "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"B1\",\"recipient\":\"46701234567\",\"code\":0,\"status\":\"Delivered\",\"at\":\"2026-11-24T08:00:03.000Z\",\"operator_status_at\":\"2026-11-24T08:00:02.900Z\",\"client_reference\":\"R1\"}"),
                bodies(callbacks));
        assertEquals(List.of(TAKEN.plusMillis(200), TAKEN.plusMillis(1000), TAKEN.plusMillis(2500)), callbacks.stream().map(BatchCallbacks.Planned::due).toList());
    }

    @Test
    void finalStepsOnly() {
        assertEquals(List.of("Delivered", "Aborted"), plan("per_recipient_final", 1, "46701234567", "46701230402").stream()
                .map(planned -> planned.body().get().replaceAll(".*\"status\":\"(\\w+)\".*", "$1")).toList());
    }

    @Test
    void oneReportOnceAllAreFinal() {
        assertEquals(List.of("{\"type\":\"delivery_report_sms\",\"batch_id\":\"B1\",\"total_message_count\":3,\"statuses\":[{\"code\":0,\"status\":\"Delivered\",\"count\":2,"
                + "\"recipients\":[\"46701234567\",\"46701234568\"]},{\"code\":402,\"status\":\"Aborted\",\"count\":1,\"recipients\":[\"46701230402\"]}],\"client_reference\":\"R1\"}"),
                bodies(plan("full", 1, "46701234567", "46701234568", "46701230402")));
        assertEquals(List.of("{\"type\":\"delivery_report_sms\",\"batch_id\":\"B1\",\"total_message_count\":1,\"statuses\":[{\"code\":0,\"status\":\"Delivered\",\"count\":1}],\"client_reference\":\"R1\"}"),
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

    private static List<String> bodies(List<BatchCallbacks.Planned> callbacks) {
        return callbacks.stream().map(planned -> planned.body().get()).toList();
    }

    private static List<BatchCallbacks.Planned> plan(String report, double pace, String... to) {
        RequestedBatch request = new RequestedBatch(List.of(to), "46700000000", "Hej", report, URI.create("https://desk.example/api/callbacks/sms"), "R1");
        return new BatchCallbacks(new StoredBatch("B1", TAKEN, request), pace).callbacks();
    }
}
