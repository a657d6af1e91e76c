package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.ExactCounts;
import dev.smsdesk.send.Idempotency;
import dev.smsdesk.send.IdempotencyTest;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A commit with a lost answer creates nothing twice and sends nothing twice")
class LostCommitTest {
    private final LostCommits database = new LostCommits();
    private final TestDesk desk = new TestDesk(database.tx());

    @AfterEach
    void theCountersSayWhatTheRowsSay() {
        ExactCounts.assertIn(desk.tx);
        database.close();
    }

    @Test
    void anOrderIsStoredOnce() {
        database.lose(1);
        String id = desk.composed(3);
        assertTrue(database.lost());
        assertEquals(1, desk.count("batch"));
        assertEquals(List.of(DeliveryState.WAITING, DeliveryState.WAITING, DeliveryState.WAITING), desk.states(id));
    }

    @Test
    void anOrderUnderAKeyIsStoredOnceAndItsKeyStandsForIt() {
        Idempotency once = IdempotencyTest.once("k", 1);
        database.lose(2);   // the first is that of looking the key up
        String id = desk.outbox().enqueue(TestDesk.order(1), "anna", once);
        assertTrue(database.lost());
        assertEquals(id, desk.outbox().enqueue(TestDesk.order(1), "anna", once));
        assertEquals(1, desk.count("batch"));
    }

    @Test
    void anUnrecordedClaimIsNeverCalledButUnsure() {
        String batch = desk.composed(1);
        database.lose(1);
        assertEquals(List.of(), desk.claims().next(5));
        assertEquals(SubmissionState.SENDING, desk.submission(batch).getState());
        desk.clock.pass(SubmissionClaims.LEASE.plusMillis(1));
        assertFalse(desk.worker().step());
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        assertEquals(0, desk.sender.calls().size());
    }

    @Test
    void anAcceptanceIsKeptOnceAndTold() {
        desk.sender.then(call -> {
            database.lose(1);
            return new Accepted("01ABC", null);
        });
        String batch = desk.composed(2);
        desk.worker().step();
        assertTrue(database.lost());
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of("01ABC"), desk.providerIds(batch));
        assertEquals(2, desk.count("report"));
        assertEquals(List.of("sms 01ABC"), desk.linked);
    }

    @Test
    void anUnsureCallIsUnsureOnce() {
        desk.sender.then(call -> {
            database.lose(1);
            return new Unsure("Answered 500.");
        });
        String batch = desk.composed(1);
        desk.worker().step();
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        assertEquals(1, desk.count("report"));
    }

    @Test
    void aPostponedCallIsPostponedOnce() {
        desk.sender.then(call -> {
            database.lose(1);
            return new Later(429, Duration.ofMinutes(1));
        });
        String batch = desk.composed(1);
        desk.worker().step();
        assertEquals(TestDesk.NOON.plusSeconds(60), desk.submission(batch).getNextAttemptAt());
        assertEquals(1, desk.submission(batch).getAttempts());
    }

    @Test
    void aDecisionIsMadeOnceAndNotToldToBeTooLate() {
        desk.sender.then(new Unsure("Answered 500."));
        String batch = desk.composed(1);
        desk.worker().step();
        String submission = desk.submission(batch).getId();
        losingTheNextMarked(() -> assertEquals("It is given up. Should reports still come from Sinch, they count.",
            desk.unsure().giveUp(submission, "anna")));
        assertEquals(SubmissionState.GIVEN_UP, desk.submission(batch).getState());
        assertEquals(2, desk.count("report"));
    }

    @Test
    void aCancelledBatchItsJobAndItsEntryAreKeptTogetherOnce() {
        String batch = desk.composed(1);
        losingTheNextMarked(() -> desk.actions().cancel(batch, "anna"));
        assertEquals(BatchStatus.CANCELLED, desk.messages.batch(batch).orElseThrow().getStatus());
        assertEquals(1, desk.messages.batch(batch).orElseThrow().getVersion());
        assertEquals(1, desk.count("job"));
        assertEquals(1, desk.count("audit_entry"));
        assertEquals(SubmissionState.GIVEN_UP, desk.submission(batch).getState());
        assertEquals(1, desk.count("report"));
    }

    @Test
    void marksOfAnsweredCommitsDoNotStay() {
        long before = desk.count("commit_mark");
        for (int i = 0; i < 1_100; i++) {
            desk.tx.once(em -> null);
        }
        long more = desk.count("commit_mark") - before;
        assertTrue(more <= 500, more + " more");
    }

    @Test
    void aSumIsAddedOnce() {
        String batch = desk.composed(1);
        losingTheNextMarked(() -> desk.tx.once(SqlWork.on(connection -> {
            Sql.run(connection, "update submission set attempts = attempts + 1");
            return null;
        })));
        assertEquals(1, desk.submission(batch).getAttempts());
    }

    @Test
    void anActionAndItsEntryAreKeptTogetherOnceOrNotAtAll() {
        AuditLog audit = new AuditLog(desk.tx, desk.ids, desk.clock);
        losingTheNextMarked(() -> audit.together(() -> {
            desk.gate().pause("anna", "Wait");
            audit.record("anna", "sending paused", "Wait");
            return null;
        }));
        assertEquals(1, desk.count("audit_entry"));
        assertTrue(desk.gate().hold().isPresent());
        assertThrows(IllegalStateException.class, () -> audit.together(() -> {
            desk.gate().resume("anna");
            audit.record("anna", "sending resumed", null);
            throw new IllegalStateException("pretended");
        }));
        assertEquals(1, desk.count("audit_entry"));
        assertTrue(desk.gate().hold().isPresent(), "neither is kept without the other");
    }

    @Test
    void whatFollowsACommitFollowsItOnce() {
        List<String> told = new ArrayList<>();
        losingTheNextMarked(() -> desk.tx.once(em -> {
            desk.tx.afterCommit(() -> told.add("committed"));
            assertEquals(List.of(), told);
            return null;
        }));
        assertEquals(List.of("committed"), told);
    }

    private void losingTheNextMarked(Runnable work) {
        desk.tx.once(em -> null);   // from now on each is one commit: the first one removes old marks
        database.lose(1);
        work.run();
        assertTrue(database.lost());
    }
}
