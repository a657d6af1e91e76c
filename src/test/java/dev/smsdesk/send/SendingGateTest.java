package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.send.worker.SubmissionWorker;
import dev.smsdesk.send.worker.TestDesk;
import dev.smsdesk.sinch.call.SendOutcome;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pause stops the next call on every node, until sending is resumed")
class SendingGateTest {
    private final TestDesk desk = new TestDesk();

    @Test
    void nothingHoldsAtFirst() {
        assertEquals(Optional.empty(), desk.gate().hold());
        assertEquals(Optional.empty(), desk.gate().off());
    }

    @Test
    void aPauseIsSeenByEveryNodeAndAfterARestart() {
        desk.gate().pause("anna", "Wrong text");
        assertEquals(Optional.of(new SendingGate.Hold(SendingGate.HoldKind.PAUSE, "Wrong text", "anna", TestDesk.NOON)),
            desk.gate().hold());
        assertEquals(Optional.empty(), desk.gate(TestDesk.SANDBOX).hold());
    }

    @Test
    void pausedNothingIsClaimedAndResumedItIs() {
        String batch = desk.composed(1);
        desk.gate().pause("anna", "Wait");
        assertFalse(desk.worker().step());
        assertEquals(0, desk.sender.calls().size());
        assertEquals(SubmissionState.WAITING, desk.submission(batch).getState());
        assertEquals(0, desk.submission(batch).getAttempts());
        desk.gate().resume("anna");
        assertTrue(desk.worker().step());
        assertEquals(1, desk.sender.calls().size());
    }

    @Test
    void aSecondPauseReplacesTheFirst() {
        desk.gate().pause("anna", "First");
        desk.gate().pause("bo", "Second");
        assertEquals("bo", desk.gate().hold().orElseThrow().heldBy());
        assertEquals("Second", desk.gate().hold().orElseThrow().reason());
        desk.gate().resume("bo");
        assertEquals(Optional.empty(), desk.gate().hold());
    }

    @Test
    void refusedCredentialsHoldOnlyTheirGateway() {
        desk.gate().stop("401", new SendOutcome.Unauthorised(""));
        SendingGate.Hold hold = desk.gate().hold().orElseThrow();
        assertFalse(hold.isPause());
        assertEquals(Optional.empty(), desk.gate(TestDesk.SANDBOX).hold());
    }

    @Test
    void aPauseGoesBeforeRefusedCredentialsAndResumingEndsBoth() {
        desk.gate().stop("401", new SendOutcome.Unauthorised(""));
        desk.gate().pause("anna", "Wait");
        assertTrue(desk.gate().hold().orElseThrow().isPause());
        desk.gate().resume("anna");
        assertEquals(Optional.empty(), desk.gate().hold());
    }

    @Test
    void longWordsAreCutNotRefused() {
        desk.gate().pause("w".repeat(300), "r".repeat(3000));
        assertEquals(500, desk.gate().hold().orElseThrow().reason().length());
        assertEquals(200, desk.gate().hold().orElseThrow().heldBy().length());
    }

    @Test
    void settingsThatForbidSendingStopTheWorkersToo() {
        SendingAccount off = desk.off("Set SINCH_API_TOKEN.").all().get(0);
        desk.composed(1);
        assertEquals(Optional.of("Set SINCH_API_TOKEN."), off.gate().off());
        SubmissionWorker worker = new SubmissionWorker(desk.tx, desk.deliveries, off, TestDesk.pace(), desk.clock, (channel, id) -> { },
            batches -> { }, () -> false);
        assertFalse(worker.step());
        assertEquals(0, desk.sender.calls().size());
    }
}
