package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.SmsBatch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was composed for one gateway never goes through another")
class GatewayTest {
    private final TestDesk desk = new TestDesk();

    @Test
    void composedInTheSandboxItIsNeverSentThroughSinch() {
        String batch = desk.outbox(TestDesk.SANDBOX).enqueue(TestDesk.order(1), "anna", null);
        for (int day = 0; day < 3; day++) {
            assertFalse(desk.worker(TestDesk.SMS).step());
            desk.clock.pass(Duration.ofDays(1));
        }
        assertEquals(0, desk.sender.calls().size());
        assertEquals(SubmissionState.WAITING, desk.submission(batch).getState());
        assertTrue(desk.worker(TestDesk.SANDBOX).step(), "it waits for the sandbox");
    }

    @Test
    void anotherServicePlanIsAnotherGateway() {
        Gateway other = new Gateway("sms:plan-2", Channel.SMS, URI.create("https://desk.example/api/callbacks/sms"));
        desk.composed(1);
        assertFalse(desk.worker(other).step());
        assertEquals(0, desk.sender.calls().size());
    }

    @Test
    void theOneDueLongestGoesFirst() {
        String first = desk.submission(desk.composed(1)).getId();
        desk.clock.pass(Duration.ofSeconds(1));
        String second = desk.submission(desk.composed(1)).getId();
        desk.worker().step();
        desk.worker().step();
        assertEquals(List.of(first, second), desk.sender.calls().stream().map(SmsBatch::clientReference).toList());
    }
}
