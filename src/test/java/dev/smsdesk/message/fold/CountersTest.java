package dev.smsdesk.message.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.table.CallPlan;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import dev.smsdesk.store.FrozenTransaction;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.TestDatabase;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Counters equal the recipients' rows at any moment, also when nodes freeze, end or count again")
class CountersTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:10:00Z");
    private static final int RECIPIENTS = 5;
    private final MutableClock clock = new MutableClock(NOON);
    private final TestDatabase db = TestDatabase.open();
    private final Tx tx = db.tx();
    private final Ids ids = new Ids(clock);
    private final Messages messages = new Messages(tx);
    private final DeliveryLog node = new DeliveryLog(ids, clock);
    private final DeliveryLog other = new DeliveryLog(ids, clock);
    private final CounterUpkeep upkeep = node.upkeep(tx);
    private final CounterUpkeep othersUpkeep = other.upkeep(tx);
    private String batch;
    private String one;
    private String two;

    @BeforeEach
    void aBatchOfTwoCalls() {
        upkeep.beat();
        othersUpkeep.beat();
        List<String> calls = composed(2);
        one = calls.get(0);
        two = calls.get(1);
    }

    @AfterEach
    void close() {
        ExactCounts.assertIn(tx);
        db.close();
    }

    @Test
    void aNodeIsThereUntilAMinuteAfterItLastSaidSo() {
        assertEquals(2, upkeep.liveNodes());
        for (int i = 0; i < 6; i++) {
            clock.pass(CounterUpkeep.BEAT);
            upkeep.step();
        }
        assertEquals(1, upkeep.liveNodes());
        othersUpkeep.beat();
        assertEquals(2, upkeep.liveNodes());
    }

    @Test
    void recipientsCountAsWaitingFromTheirAcceptanceOn() {
        assertEquals(Map.of(DeliveryState.WAITING, 10L), messages.counts(batch));
        assertEquals(Map.of(DeliveryState.WAITING, 10L), messages.countsSince(NOON));
    }

    @Test
    void aRecipientStaysInTheHourOfItsAcceptance() {
        clock.pass(Duration.ofHours(5));
        append(node, one, "Failed", 402);
        assertEquals(Map.of(DeliveryState.WAITING, 5L, DeliveryState.FAILED, 5L), messages.countsSince(NOON));
        assertEquals(Map.of(), messages.countsSince(NOON.plus(Duration.ofHours(1))));
        assertEquals(5, db.number(
            "select sum(n) from hour_count where accepted_in = ? and account = 'sms:plan-1' and state = 'FAILED' and code = 402",
            Instant.parse("2026-11-24T12:00:00Z")));
    }

    @Test
    void whoCountsUnderTheSameStateWithAnotherCodeMovesInItsHourOnly() {
        append(node, one, "Failed", 402);
        append(other, one, "Failed", 403);
        assertEquals(Map.of(DeliveryState.WAITING, 5L, DeliveryState.FAILED, 5L), messages.counts(batch));
        assertEquals(5, db.number("select sum(n) from hour_count where code = 403"));
        assertEquals(0, db.number("select sum(n) from hour_count where code = 402"));
    }

    @Test
    void aNodeFrozenInsideTheFoldHoldsUpNeitherItsBatchNorItsHourForOthers() {
        try (FrozenTransaction frozen = new FrozenTransaction(tx, em -> fold(em, node, one, "Delivered", 0))) {
            String first = batch;
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                append(other, two, "Delivered", 0);
                othersUpkeep.recount(first);
                composed(1);
            });
            batch = first;
            assertEquals(Map.of(DeliveryState.DELIVERED, 5L, DeliveryState.WAITING, 5L), messages.counts(batch));
        }
        assertEquals(Map.of(DeliveryState.DELIVERED, 10L), messages.counts(batch));
    }

    /** The connection is lost here, and the database has not noticed. */
    @Test
    void aNodeWhoseOwnRowsStayLockedCountsUnderANewId() {
        try (FrozenTransaction lost = new FrozenTransaction(tx, em -> fold(em, node, one, "Delivered", 0))) {
            assertThrows(RuntimeException.class, () -> tx.run(em -> {
                SqlWork.on(connection -> {
                    Sql.run(connection, TestDatabase.isPooled() ? "set lock_timeout 20" : "set innodb_lock_wait_timeout = 1");
                    return null;
                }).apply(em);
                fold(em, node, two, "Delivered", 0);
            }));
            upkeep.step();
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> append(node, two, "Delivered", 0));
        }
        assertEquals(3, db.number("select count(*) from node where id <> ''"));
        assertEquals(Map.of(DeliveryState.DELIVERED, 10L), messages.counts(batch));
    }

    @Test
    void theRowsOfNodesThatEndedAnHourAgoBecomeOne() {
        for (int start = 0; start < 10; start++) {
            DeliveryLog started = new DeliveryLog(ids, clock);
            started.upkeep(tx).beat();
            append(started, start % 2 == 0 ? one : two, "Dispatched", 401 + start);
        }
        clock.pass(CounterUpkeep.ENDED);
        assertFalse(othersUpkeep.gather(), "not yet");
        othersUpkeep.beat();
        clock.pass(Duration.ofMillis(1));
        gatherAll();
        ExactCounts.assertIn(tx);
        assertEquals(List.of("", othersNode()), nodes());
        assertEquals(3, db.number("select count(*) from batch_count"),
            "WAITING of the node that lives, and of the others' two states the sums");
        assertEquals(Map.of(DeliveryState.DISPATCHED, 10L), messages.counts(batch));
    }

    @Test
    void aNodeThatWasOnlyAsleepGoesOn() {
        clock.pass(Duration.ofHours(3));
        othersUpkeep.beat();
        gatherAll();
        append(node, one, "Delivered", 0);
        upkeep.step();
        assertEquals(3, nodes().size());
        clock.pass(Duration.ofHours(3));
        othersUpkeep.beat();
        gatherAll();
        assertEquals(List.of("", othersNode()), nodes());
    }

    @Test
    void whatAFrozenNodeHasLockedIsGatheredOnceItIsThroughAndTheRestAtOnce() {
        append(node, two, "Dispatched", 401);
        try (FrozenTransaction frozen = new FrozenTransaction(tx, em -> fold(em, node, one, "Delivered", 0))) {
            clock.pass(Duration.ofHours(2));
            othersUpkeep.beat();
            assertTimeoutPreemptively(Duration.ofSeconds(5), this::gatherAll);
            assertEquals(3, nodes().size(), "it has rows still");
            ExactCounts.assertIn(tx);
        }
        gatherAll();
        assertEquals(List.of("", othersNode()), nodes());
    }

    @Test
    void whileAFrozenNodeGathersTheOthersCount() {
        clock.pass(Duration.ofHours(2));
        othersUpkeep.beat();
        FaultyDatabase faulty = new FaultyDatabase(db.database().dataSource());
        Frozen atCommit = new Frozen();
        faulty.tx().sql(connection -> null);
        faulty.next(Moment.COMMIT, atCommit);
        CompletableFuture<Void> gathering = Concurrently.inThread(new DeliveryLog(ids, clock).upkeep(faulty.tx())::gather);
        Concurrently.await(atCommit.reached);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            append(other, one, "Delivered", 0);
            assertFalse(othersUpkeep.gather());
            assertEquals(Map.of(), othersUpkeep.recount(batch));
        });
        atCommit.thaw.countDown();
        gathering.join();
        faulty.close();
        assertEquals(Map.of(DeliveryState.DELIVERED, 5L, DeliveryState.WAITING, 5L), messages.counts(batch));
    }

    @Test
    void aLostAnswerToACommitAddsNothingTwice() {
        FaultyDatabase faulty = new FaultyDatabase(db.database().dataSource());
        Tx lossy = faulty.tx();
        lossy.sql(connection -> null);
        faulty.next(Moment.COMMITTED, FaultyDatabase.CONNECTION_LOST);
        lossy.run(em -> fold(em, node, one, "Delivered", 0));
        ExactCounts.assertIn(tx);
        clock.pass(Duration.ofHours(2));
        faulty.next(Moment.COMMITTED, FaultyDatabase.CONNECTION_LOST);
        new DeliveryLog(ids, clock).upkeep(lossy).gather();
        ExactCounts.assertIn(tx);
        db.run("update batch_count set n = n + 7 where state = 'DELIVERED'");
        faulty.next(Moment.COMMITTED, FaultyDatabase.CONNECTION_LOST);
        new DeliveryLog(ids, clock).upkeep(lossy).recount(batch);
        faulty.close();
    }

    @Test
    void aRecountRepairsABatchAndSaysWhatWasMissing() {
        append(node, one, "Delivered", 0);
        db.run("update batch_count set n = n + 3 where state = 'DELIVERED'");
        db.run("delete from batch_count where state = 'WAITING'");
        db.run("insert into batch_count (batch_id, state, node, n) values (?, 'EXPIRED', 'X', 2)", batch);
        assertEquals(Map.of(DeliveryState.DELIVERED, -3L, DeliveryState.WAITING, 5L, DeliveryState.EXPIRED, -2L),
            othersUpkeep.recount(batch));
        ExactCounts.assertIn(tx);
        assertEquals(Map.of(), upkeep.recount(batch));
    }

    @Test
    void aRecountInTheMiddleOfAFoldTakesNothingForMissing() {
        db.run("update batch_count set n = n - 1 where state = 'WAITING'");
        try (FrozenTransaction folding = new FrozenTransaction(tx, em -> fold(em, node, one, "Delivered", 0))) {
            assertEquals(Map.of(DeliveryState.WAITING, 1L), othersUpkeep.recount(batch));
        }
        ExactCounts.assertIn(tx);
    }

    @Test
    void recountsBesideFoldsOfTwoNodesDisturbNothing() {
        List<CompletableFuture<Void>> nodes = new ArrayList<>();
        nodes.add(Concurrently.inThread(() -> IntStream.range(0, 40)
            .forEach(i -> append(node, one, i % 2 == 0 ? "Queued" : "Dispatched", i))));
        nodes.add(Concurrently.inThread(() -> IntStream.range(0, 40)
            .forEach(i -> append(other, two, i % 2 == 0 ? "Queued" : "Dispatched", i))));
        int found = 0;
        while (!nodes.stream().allMatch(CompletableFuture::isDone)) {
            found += othersUpkeep.recount(batch).size();
        }
        nodes.forEach(CompletableFuture::join);
        assertEquals(0, found);
    }

    @Test
    void upkeepCountsOneBatchAgainEveryFewMinutesFromTheNewestToTheOldest() {
        clock.pass(Duration.ofMinutes(1));
        composed(1);
        db.run("update batch_count set n = n + 1");
        upkeep.step();
        clock.pass(CounterUpkeep.BEAT.minusSeconds(1));
        upkeep.step();
        assertEquals(5, messages.counts(batch).get(DeliveryState.WAITING), "the newest is right again");
        clock.pass(Duration.ofMinutes(5));
        upkeep.step();
        upkeep.step();
        ExactCounts.assertIn(tx);
    }

    private static final class Frozen implements FaultyDatabase.Trouble {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch thaw = new CountDownLatch(1);

        @Override
        public void come() {
            reached.countDown();
            Concurrently.await(thaw);
        }
    }

    private void gatherAll() {
        while (othersUpkeep.gather()) {
            clock.instant();
        }
    }

    private List<String> nodes() {
        return tx.sql(connection -> Sql.list(connection, row -> row.getString(1), "select id from node order by id"));
    }

    /** The one that was seen last. */
    private String othersNode() {
        return db.text("select id from node where id <> '' order by seen_at desc, id desc limit 1");
    }

    private List<String> composed(int calls) {
        Batch made = new Batch(ids.next(), null, "+46700000000", "text", "sms:plan-1", calls * RECIPIENTS, clock.instant(), "ann",
            BatchStatus.SENDING);
        List<Submission> submissions = IntStream.range(0, calls)
            .mapToObj(i -> new Submission(ids.next(), made, Channel.SMS, clock.instant())).toList();
        batch = made.getId();
        tx.run(em -> {
            em.persist(made);
            submissions.forEach(em::persist);
            em.flush();
            SqlWork.on(connection -> {
                other.confirmed(connection, made.getId(), made.getAccount(), clock.instant(), (long) calls * RECIPIENTS);
                CallPlan.write(connection, made.getId(), submissions.stream().flatMap(call -> IntStream.range(0, RECIPIENTS)
                    .mapToObj(i -> new NewRecipient(ids.next(), call.getId(), "4670123000" + i))).toList());
                return null;
            }).apply(em);
        });
        return submissions.stream().map(Submission::getId).toList();
    }

    private void append(DeliveryLog node, String submission, String word, int code) {
        tx.run(em -> fold(em, node, submission, word, code));
    }

    /** The same word about all recipients. */
    private void fold(EntityManager em, DeliveryLog node, String submission, String word, int code) {
        node.appendForAll(em, DeliveryLog.locked(em, submission), digits -> new DeliveryEvent(digits, "P" + submission, word,
            DeliveryState.ofWord(word).orElseThrow(), code, null, null, NOON.plusSeconds(code), null, ReportSource.CALLBACK, null));
    }
}
