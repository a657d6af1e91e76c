package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.send.OwnReports;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.wording.Sentences;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A call without a recorded end is UNSURE when its lease ends, and is never repeated automatically")
class LostCallTest {
    private final TestDesk desk = new TestDesk();

    /** The process dies during the call: nothing after it runs. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void killedDuringTheCallItIsUnsureAfterTheLeaseAndNeverCalledAgain() {
        String batch = killed();
        desk.clock.pass(SubmissionClaims.LEASE);
        assertFalse(desk.worker().step());
        assertEquals(SubmissionState.SENDING, desk.submission(batch).getState(), "the lease lasts to its end");
        desk.clock.pass(Duration.ofMillis(1));
        assertFalse(desk.worker().step());
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        assertEquals("The call was begun, but no answer was recorded in time. Look it up at Sinch before you decide to send it again.",
            Sentences.ENGLISH.ofStored(desk.submission(batch).getOutcome()));
        assertEquals(List.of(DeliveryState.UNSURE), desk.states(batch));
        assertEquals(List.of("no_record", "No answer was recorded in time."),
            List.of(desk.firstTimeline(batch).get(0).getReason(),
            Sentences.ENGLISH.ofStored(desk.firstTimeline(batch).get(0).getDetail())));
        desk.clock.pass(Duration.ofDays(30));
        assertFalse(desk.worker().step());
        assertEquals(1, desk.sender.calls().size());
        assertEquals(1, desk.count("report"));
    }

    @Test
    void theLeaseIsMoreThanTwiceTheWholeCall() {
        assertTrue(SubmissionClaims.LEASE.compareTo(dev.smsdesk.sinch.call.Timeouts.usual().total().multipliedBy(2)) > 0);
    }

    @Test
    void aPauseDoesNotHideALostCall() {
        String batch = killed();
        desk.gate().pause("anna", "Wait");
        desk.clock.pass(SubmissionClaims.LEASE.plusMillis(1));
        desk.worker().step();
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
    }

    @Test
    void theLostCallOfAnotherGatewayIsItsOwnAffair() {
        String batch = killed();
        desk.clock.pass(SubmissionClaims.LEASE.plusMillis(1));
        desk.worker(TestDesk.SANDBOX).step();
        assertEquals(SubmissionState.SENDING, desk.submission(batch).getState());
    }

    @Test
    void acceptedAfterTheLeaseIsLinkedAllTheSame() {
        desk.sender.then(call -> {
            lapse();
            return new Accepted("01ABC", null);
        });
        String batch = desk.composed(1);
        desk.worker().step();
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of("01ABC"), desk.providerIds(batch));
        assertEquals(List.of(DeliveryState.ACCEPTED), desk.states(batch));
        assertEquals(List.of("sms 01ABC"), desk.linked);
        assertEquals(List.of("UNSURE", "ACCEPTED"), desk.firstTimeline(batch).stream().map(report -> report.getStatus()).toList());
        assertFalse(desk.worker().step());
        assertEquals(1, desk.sender.calls().size());
    }

    static Stream<SendOutcome> unaccepted() {
        return Stream.of(new Refused(400, "x", "y"), new Later(429, null), new NotSent("no"), new Unsure("?"));
    }

    @ParameterizedTest
    @MethodSource("unaccepted")
    void anyOtherEndAfterTheLeaseChangesNothing(SendOutcome outcome) {
        desk.sender.then(call -> {
            lapse();
            return outcome;
        });
        String batch = desk.composed(1);
        desk.worker().step();
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        assertEquals(List.of(DeliveryState.UNSURE), desk.states(batch));
        assertEquals(1, desk.count("report"));
        desk.clock.pass(Duration.ofDays(1));
        assertFalse(desk.worker().step());
        assertEquals(1, desk.sender.calls().size());
    }

    @Test
    void refusedCredentialsHoldTheGatewayAlsoAfterTheLease() {
        desk.sender.then(call -> {
            lapse();
            return new Unauthorised("");
        });
        String batch = desk.composed(1);
        desk.worker().step();
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        assertTrue(desk.gate().hold().isPresent());
    }

    @Test
    void acceptedLateEndsAPersonsPlanToSendItAgain() {
        desk.sender.then(call -> {
            lapse();
            desk.unsure().resend(call.reference(), null, "anna");
            return new Accepted("01ABC", null);
        });
        String batch = desk.composed(1);
        desk.worker().step();
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertFalse(desk.worker().step());
        assertEquals(1, desk.sender.calls().size());
    }

    @Test
    void acceptedLateEndsTheSecondCallsPlanToTryAgain() {
        desk.sender.then(call -> {
            lapse();
            desk.unsure().resend(call.reference(), null, "anna");
            desk.sender.then(second -> {
                new Outcomes(desk.tx, new OwnReports(desk.deliveries, desk.clock), desk.gate(), null, null, desk.clock)
                    .record(new Claim(call.reference(), "any", 1, TestDesk.NOON, 0, call), new Accepted("01ABC", null));
                return new Later(429, null);
            });
            desk.worker().step();
            return new Accepted("01ABC", null);
        });
        String batch = desk.composed(1);
        desk.worker().step();
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(2, desk.sender.calls().size());
        desk.clock.pass(Duration.ofDays(1));
        assertFalse(desk.worker().step());
        assertEquals(List.of("01ABC"), desk.providerIds(batch));
    }

    @Test
    void twoIdsOfOneSubmissionAreBothKept() {
        desk.sender.then(call -> {
            lapse();
            desk.unsure().resend(call.reference(), null, "anna");
            desk.sender.then(new Accepted("01SECOND", null));
            desk.worker().step();
            return new Accepted("01FIRST", null);
        });
        String batch = desk.composed(1);
        desk.worker().step();
        assertEquals(List.of("01FIRST", "01SECOND"), desk.providerIds(batch));
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of("sms 01SECOND", "sms 01FIRST"), desk.linked);
    }

    private String killed() {
        desk.sender.then(call -> {
            throw new Killed();
        });
        String batch = desk.composed(1);
        assertThrows(Killed.class, () -> desk.worker().step());
        assertEquals(SubmissionState.SENDING, desk.submission(batch).getState());
        return batch;
    }

    /** The lease of the call under way ends, and another worker notices. */
    private void lapse() {
        desk.clock.pass(SubmissionClaims.LEASE.plusMillis(1));
        desk.worker().step();
    }
}
