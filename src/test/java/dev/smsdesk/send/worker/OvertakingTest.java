package dev.smsdesk.send.worker;

import static dev.smsdesk.store.Concurrently.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.apply.Applier;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.ExactCounts;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A report may overtake the answer to sending, also while both transactions are open")
class OvertakingTest {
    private final FaultyDatabase answersDatabase = new FaultyDatabase(TestDesk.dataSource());
    private final FaultyDatabase appliersDatabase = new FaultyDatabase(TestDesk.dataSource());
    private final TestDesk desk = new TestDesk(answersDatabase.tx());
    private final Applier applier = new Applier(appliersDatabase.tx(), desk.ids, desk.deliveries, desk.clock, () -> false);
    private String batch;

    @BeforeEach
    void compose() {
        desk.sql("delete from callback");
        batch = desk.composed(1);
    }

    @AfterEach
    void close() {
        ExactCounts.assertIn(desk.tx);
        applier.close();
        answersDatabase.close();
        appliersDatabase.close();
        desk.sql("delete from callback");
    }

    @Test
    void aReportWithOurReferenceCountsWhileTheCallIsStillOnItsWay() {
        applier.start();
        desk.sender.then(call -> {
            arrives(desk.submission(batch).getId());
            assertTrue(settles("APPLIED"));
            return new Accepted("P1", null);
        });
        desk.worker().step();
        assertDeliveredOnce();
    }

    @Test
    void afterAKillAReportOnOneRecipientMeansThatSinchHasTheOthersToo() {
        desk.sender.then(call -> new Accepted("P0", null));
        desk.worker().step();
        batch = desk.composed(2);
        applier.start();
        desk.sender.then(call -> {
            arrives(desk.submission(batch).getId());
            assertTrue(settles("APPLIED"));
            throw new Killed();
        });
        assertThrows(Killed.class, () -> desk.worker().step());
        assertEquals(List.of(DeliveryState.DELIVERED, DeliveryState.WAITING), desk.states(batch));
        desk.clock.pass(SubmissionClaims.LEASE.plusMillis(1));
        desk.worker().step();
        assertEquals(List.of(DeliveryState.DELIVERED, DeliveryState.ACCEPTED), desk.states(batch));
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertFalse(desk.worker().step(), "it is settled once");
    }

    /** The process dies during the call: nothing after it runs. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aReportWithoutReferenceIsParkedAndLinkedAsSoonAsTheAnswerIsCommitted() {
        applier.start();
        desk.sender.then(call -> {
            arrives(null);
            assertTrue(settles("PARKED"));
            return new Accepted("P1", null);
        });
        answered().join();
        assertTrue(settles("APPLIED"));
        assertDeliveredOnce();
    }

    @Test
    void aReportThatIsParkedWhileTheAnswerIsNotYetCommittedIsLinkedByItsCommit() {
        CountDownLatch parked = new CountDownLatch(1);
        desk.sender.then(call -> {
            answersDatabase.next(Moment.COMMIT, () -> Concurrently.await(parked));
            return new Accepted("P1", null);
        });
        CompletableFuture<Void> answer = answered();
        assertTrue(eventually(() -> desk.sender.calls().size() == 1));
        arrives(null);
        applier.start();
        assertTrue(settles("PARKED"), "the answer's row is not visible yet");
        parked.countDown();
        answer.join();
        assertTrue(settles("APPLIED"));
        assertDeliveredOnce();
    }

    @Test
    void aReportThatIsNotYetParkedWhenTheAnswerLooksForItFindsItsOwnWayAtOnce() {
        CountDownLatch committed = new CountDownLatch(1);
        arrives(null);
        CompletableFuture<Void> parking = applyingUntil(committed);
        desk.sender.then(call -> new Accepted("P1", null));
        answered().join();
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertFalse(parking.isDone(), "the answer is committed and has looked for it, while it is being parked");
        committed.countDown();
        parking.join();
        applier.applyDue();
        assertTrue(settles("APPLIED"), "without any time passing");
        assertDeliveredOnce();
    }

    @Test
    void anAnswerInMidCommitAndAReportWithOurReferenceBothCount() {
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        desk.sender.then(call -> {
            answersDatabase.next(Moment.COMMIT, () -> {
                answering.countDown();
                Concurrently.await(release);
            });
            return new Accepted("P1", null);
        });
        CompletableFuture<Void> answer = answered();
        Concurrently.await(answering);
        arrives(desk.submission(batch).getId());
        applier.applyDue();
        assertFalse(answer.isDone());
        assertEquals(1, desk.count("callback where state = 'PENDING'"),
            "another transaction has locked the submission, and no callback waits for it");
        release.countDown();
        answer.join();
        desk.clock.pass(Duration.ofMillis(200));
        applier.applyDue();
        assertTrue(settles("APPLIED"));
        assertDeliveredOnce();
    }

    @Test
    void aReportInMidCommitAndTheAnswerBothCount() {
        CountDownLatch release = new CountDownLatch(1);
        desk.sender.then(call -> {
            arrives(desk.submission(batch).getId());
            applyingUntil(release);
            return new Accepted("P1", null);
        });
        CompletableFuture<Void> answer = answered();
        Concurrently.sleep(Duration.ofMillis(200));
        assertFalse(answer.isDone(), "it waits for the submission's row");
        release.countDown();
        answer.join();
        assertTrue(settles("APPLIED"));
        assertDeliveredOnce();
    }

    /** The applier has claimed the report, written what became of it, and commits that once the latch is open. */
    private CompletableFuture<Void> applyingUntil(CountDownLatch release) {
        CountDownLatch written = new CountDownLatch(1);
        appliersDatabase.next(Moment.COMMIT, FaultyDatabase.Trouble.NONE, () -> {
            written.countDown();
            Concurrently.await(release);
        });
        CompletableFuture<Void> applying = Concurrently.inThread(applier::applyDue);
        Concurrently.await(written);
        return applying;
    }

    private CompletableFuture<Void> answered() {
        return Concurrently.inThread(() -> desk.worker(desk.sender, applier::linked, false).step());
    }

    /** The inbox has kept a report of Delivered. */
    private void arrives(String reference) {
        byte[] body = """
            {"type":"recipient_delivery_report_sms","batch_id":"P1","recipient":"%s","code":0,"status":"Delivered",\
            "at":"2026-11-24T12:00:01Z"%s}"""
            .formatted(TestDesk.numbers(1).get(0).digits(), reference == null ? "" : ",\"client_reference\":\"" + reference + "\"")
                .getBytes(StandardCharsets.UTF_8);
        desk.sql("insert into callback (id, channel, sha256, body, nonce, signed_at, secret_name, received_at, last_seen_at, seen, state, "
            + "attempts, next_attempt_at) "
            + "values (?, 'SMS', ?, ?, 'n', ?, 'test', ?, ?, 1, 'PENDING', 0, ?)", desk.ids.next(), new byte[32], body,
            desk.clock.instant(), desk.clock.instant(), desk.clock.instant(), desk.clock.instant());
        applier.wake();
    }

    private boolean settles(String state) {
        return eventually(() -> desk.count("callback where state = '" + state + "'") == 1);
    }

    private void assertDeliveredOnce() {
        assertEquals(List.of(DeliveryState.DELIVERED), desk.states(batch));
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of("P1"), desk.providerIds(batch));
        assertEquals(2, desk.firstTimeline(batch).size(), "the answer and the report");
        assertEquals(1, desk.sender.calls().size());
    }
}
