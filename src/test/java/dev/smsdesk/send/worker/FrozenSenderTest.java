package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.send.OwnReports;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.store.FrozenTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node that freezes during a transaction delays its own call and no other, on any node")
class FrozenSenderTest {
    private static final Duration SHORT = Duration.ofSeconds(5);
    private final TestDesk desk = new TestDesk();

    @Test
    void whileItClaimsTheOthersAreSent() {
        String frozen = desk.composed(1);
        String other = desk.composed(1);
        try (FrozenTransaction node = holding(frozen)) {
            assertTimeout(SHORT, () -> assertTrue(desk.worker().step()));
            assertEquals(SubmissionState.SENT, desk.submission(other).getState());
            assertEquals(SubmissionState.WAITING, desk.submission(frozen).getState());
        }
        assertTrue(desk.worker().step());
        assertEquals(SubmissionState.SENT, desk.submission(frozen).getState());
        assertEquals(2, desk.sender.calls().size());
    }

    @Test
    void whileItRecordsAnOutcomeTheOthersAreSentAndLostCallsEnd() {
        String frozen = claimed();
        String lost = claimed();
        desk.clock.pass(SubmissionClaims.LEASE.plusMillis(1));
        String other = desk.composed(1);
        try (FrozenTransaction node = holding(frozen)) {
            assertTimeout(SHORT, () -> assertTrue(desk.worker().step()));
            assertEquals(SubmissionState.SENT, desk.submission(other).getState());
            assertEquals(SubmissionState.UNSURE, desk.submission(lost).getState());
            assertEquals(SubmissionState.SENDING, desk.submission(frozen).getState());
        }
        desk.worker().step();
        assertEquals(SubmissionState.UNSURE, desk.submission(frozen).getState());
    }

    @Test
    void anOutcomeThatCannotBeRecordedNowIsRecordedLater() {
        String batch = desk.composed(1);
        Claim claim = desk.claims().next(1).get(0);
        Outcomes outcomes = new Outcomes(desk.tx, new OwnReports(desk.deliveries, desk.clock), desk.gate(), null, null, desk.clock);
        try (FrozenTransaction node = holding(batch)) {
            assertTimeout(SHORT, () -> assertEquals(Optional.empty(), outcomes.record(claim, new Accepted("01ABC", null))));
        }
        assertEquals(Optional.of(true), outcomes.record(claim, new Accepted("01ABC", null)));
        assertEquals(List.of(DeliveryState.ACCEPTED), desk.states(batch));
    }

    @Test
    void aPersonIsToldToTryAgainAndAWithdrawalWaits() {
        String unsure = claimed();
        desk.clock.pass(SubmissionClaims.LEASE.plusMillis(1));
        desk.worker().step();
        String waiting = desk.composed(1);
        String submission = desk.submission(unsure).getId();
        try (FrozenTransaction one = holding(unsure); FrozenTransaction two = holding(waiting)) {
            assertEquals("Another server is changing it at this moment. Nothing was changed; try again in a minute.",
                assertThrows(ProblemException.class, () -> desk.unsure().resend(submission, null, "anna")).getMessage());
            desk.actions().cancel(waiting, "anna");
            assertEquals(SubmissionState.WAITING, desk.submission(waiting).getState(), "the job tries again");
        }
        assertEquals(1, desk.withdrawal().endSome(waiting, "anna"));
    }

    private String claimed() {
        String batch = desk.composed(1);
        assertEquals(1, desk.claims().next(1).size());
        return batch;
    }

    private FrozenTransaction holding(String batch) {
        String id = desk.submission(batch).getId();
        return new FrozenTransaction(desk.tx, em -> DeliveryLog.locked(em, id));
    }
}
