package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.SendOutcome.Unsure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was not sent yet can be withdrawn, and only that")
class WaitingSubmissionsTest {
    private final TestDesk desk = new TestDesk();
    private final WaitingSubmissions waiting = new WaitingSubmissions(desk.tx, desk.deliveries, desk.clock);

    @Test
    void theRestOfAPausedBatchIsNeverSent() {
        String batch = desk.composed(2);
        desk.gate().pause("anna", "Wrong text.");
        assertEquals(1, waiting.withdraw(batch, "anna", submission -> { }));
        desk.gate().resume("anna");
        assertFalse(desk.worker().step());
        assertEquals(0, desk.sender.calls().size());
        assertEquals(SubmissionState.GIVEN_UP, desk.submission(batch).getState());
        assertEquals("Withdrawn by anna before it was sent.", desk.submission(batch).getOutcome());
        assertEquals(List.of(DeliveryState.NOT_SENT, DeliveryState.NOT_SENT), desk.states(batch));
    }

    @Test
    void whatSinchMayHaveIsNotTouched() {
        desk.sender.then(new Unsure("Answered 500."));
        String batch = desk.composed(2);
        desk.worker().step();
        assertEquals(0, waiting.withdraw(batch, "anna", submission -> { }));
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
    }

    @Test
    void aSubmissionWhoseCredentialsWereRefusedGoesBehindTheOthers() {
        String first = desk.composed(1);
        desk.clock.pass(Duration.ofSeconds(1));
        String second = desk.composed(1);
        desk.clock.pass(Duration.ofSeconds(1));
        desk.sender.then(new Unauthorised("no"));
        assertTrue(desk.worker().step());
        desk.gate().resume("anna");
        assertTrue(desk.worker().step());
        assertEquals(SubmissionState.WAITING, desk.submission(first).getState());
        assertEquals(SubmissionState.SENT, desk.submission(second).getState());
    }
}
