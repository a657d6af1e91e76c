package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.jobs.Job;
import dev.smsdesk.jobs.Step;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.Timeouts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A claimed call that may no longer be made returns to its place in the queue")
class BeforeTheCallTest {
    private static final Duration LAST = SubmissionClaims.LEASE.minus(Timeouts.usual().total());
    private final TestDesk desk = new TestDesk();
    private long nanos = 5;
    private final SubmissionClaims claims = new SubmissionClaims(desk.tx, desk.sending(TestDesk.SMS), desk.clock, () -> nanos);

    @ParameterizedTest
    @ValueSource(strings = {"PAUSED", "CANCELLED"})
    void aBatchThatWasPausedOrCancelledMeanwhile(String status) {
        String stopped = desk.composed(1);
        String other = desk.composed(1);
        List<Claim> claimed = claims.next(2);
        desk.sql("update batch set status = ? where id = ?", status, stopped);
        assertEquals(List.of(other), claims.callable(claimed).stream().map(Claim::batchId).toList());
        assertWaitsUncounted(stopped);
        assertEquals(SubmissionState.SENDING, desk.submission(other).getState());
    }

    @Test
    void ofACancelledBatchItIsWithdrawnAlsoWhereItComesBackLate() {
        String batch = desk.composed(1);
        List<Claim> claimed = claims.next(1);
        desk.sql("update batch set status = 'CANCELLED' where id = ?", batch);
        Job job = new Job("01JOB", "withdraw", batch, null, null, 0, null, "anna", TestDesk.NOON, null);
        assertEquals(new Step(false, null, 0, Duration.ofSeconds(1)), desk.withdrawal().step(job), "a call is under way");
        claims.callable(claimed);
        assertEquals(1, desk.withdrawal().step(job).done());
        assertTrue(desk.withdrawal().step(job).finished());
        assertEquals(SubmissionState.GIVEN_UP, desk.submission(batch).getState());
        assertEquals(List.of(DeliveryState.NOT_SENT), desk.states(batch));
    }

    @Test
    void anAccountThatIsHeldMeanwhile() {
        String batch = desk.composed(1);
        List<Claim> claimed = claims.next(1);
        desk.gate().pause("anna", "Wait");
        assertEquals(List.of(), claims.callable(claimed));
        assertWaitsUncounted(batch);
        desk.gate().resume("anna");
        assertEquals(List.of(batch), claims.next(1).stream().map(Claim::batchId).toList());
    }

    @Test
    void aLeaseWhoseRestIsNoLongerThanAWholeCall() {
        String batch = desk.composed(1);
        List<Claim> claimed = claims.next(1);
        nanos += LAST.toNanos() - 1;
        assertEquals(claimed, claims.callable(claimed));
        nanos += 1;
        assertEquals(List.of(), claims.callable(claimed), "by the monotonic clock, not by the time of day");
        assertWaitsUncounted(batch);
    }

    @Test
    void aLeaseThatEndedWhileTheMachineSlept() {
        String batch = desk.composed(1);
        List<Claim> claimed = claims.next(1);
        desk.clock.pass(LAST);
        assertEquals(List.of(), claims.callable(claimed));
        assertWaitsUncounted(batch);
    }

    @Test
    void itsFormerCallStaysKnown() {
        desk.sender.then(new Later(503, null));
        String batch = desk.composed(1);
        desk.worker().step();
        String why = desk.submission(batch).getOutcome();
        desk.clock.pass(Duration.ofMinutes(1));
        claims.giveBack(claims.next(1));
        Submission back = desk.submission(batch);
        assertEquals(List.of(SubmissionState.WAITING, 1, why), List.of(back.getState(), back.getAttempts(), back.getOutcome()));
        assertTrue(desk.worker().step());
    }

    @Test
    void whatAnotherWorkerHasByNowIsNotPutBack() {
        String batch = desk.composed(1);
        List<Claim> late = claims.next(1);
        claims.giveBack(late);
        claims.next(1);
        claims.giveBack(late);
        assertEquals(SubmissionState.SENDING, desk.submission(batch).getState());
        desk.sql("update submission set state = 'UNSURE', version = ?", late.get(0).lease());
        claims.giveBack(late);
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
    }

    private void assertWaitsUncounted(String batch) {
        Submission back = desk.submission(batch);
        assertEquals(List.of(SubmissionState.WAITING, 0, TestDesk.NOON), List.of(back.getState(), back.getAttempts(),
            back.getNextAttemptAt()));
        assertNull(back.getCalledAt());
    }
}
