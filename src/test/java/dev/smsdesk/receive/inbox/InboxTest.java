package dev.smsdesk.receive.inbox;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static dev.smsdesk.store.Concurrently.await;
import static dev.smsdesk.store.Concurrently.eventually;
import static dev.smsdesk.store.Concurrently.inThread;
import static dev.smsdesk.store.FaultyDatabase.CONNECTION_LOST;
import static dev.smsdesk.store.FaultyDatabase.DEADLOCK;
import static dev.smsdesk.store.FaultyDatabase.DRIVER_BUG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import dev.smsdesk.store.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A callback is acknowledged once it is on disk; a database fault is never acknowledged and never final")
class InboxTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration THREE_SECONDS = Duration.ofMillis(3_200);
    private final ReceivingSide side = new ReceivingSide();
    private final FaultyDatabase database = new FaultyDatabase(side.db.database().receiving());
    private final AtomicInteger wakes = new AtomicInteger();
    private final Inbox inbox = new Inbox(database.dataSource(), side.ids, side.traffic, wakes::incrementAndGet);
    private final VerifiedCallback callback = side.arrival(Channel.SMS, utf8("{\"n\":1}"), "nonce");

    @BeforeEach
    void start() {
        inbox.start();
    }

    @AfterEach
    void close() {
        inbox.close();
        side.close();
    }

    @Test
    void itIsCommittedBeforeTheCallerIsLetGoAndTheApplierIsWoken() {
        database.next(Moment.WRITE, () -> assertEquals(0, wakes.get()));
        ReceivingSide.keep(inbox, callback);
        assertEquals(1, database.count(Moment.WRITTEN));
        assertKeptOnce();
        assertTrue(eventually(() -> wakes.get() == 1));
    }

    @Test
    void callersAtTheSameTimeShareACommitAndAHundredRepeatsAreOneRow() {
        CountDownLatch all = new CountDownLatch(1);
        database.next(Moment.CONNECT, () -> await(all));
        List<CompletableFuture<Void>> callers = IntStream.range(0, 100)
            .mapToObj(i -> inThread(() -> ReceivingSide.keep(inbox, side.arrival(Channel.SMS, utf8("{}"), "nonce-" + i)))).toList();
        assertTrue(eventually(() -> database.count(Moment.CONNECT) == 1));
        all.countDown();
        callers.forEach(CompletableFuture::join);
        assertEquals(1, side.db.number("select count(*) from callback"));
        assertEquals(100, side.db.number("select seen from callback"));
        assertTrue(database.count(Moment.WRITE) < 10, "commits: " + database.count(Moment.WRITE));
    }

    @Test
    void withoutADatabaseItIsNotKeptAtOnceAndIsKeptOnceItIsBack() {
        database.from(Moment.CONNECT, CONNECTION_LOST);
        assertNotKeptWithin(AT_ONCE);
        assertFalse(inbox.isHealthy());
        database.heal();
        ReceivingSide.keep(inbox, callback);
        assertTrue(inbox.isHealthy());
        assertKeptOnce();
    }

    @Test
    void aFullDiskIsKnownAsSoonAsTheCallerIsAndUntilOneIsKept() {
        assertTrue(inbox.isHealthy());
        database.from(Moment.WRITE, () -> {
            throw new SQLException("The table 'callback' is full", "HY000", 1114);
        });
        assertNotKeptWithin(AT_ONCE);
        assertFalse(inbox.isHealthy());
        database.heal();
        ReceivingSide.keep(inbox, callback);
        assertTrue(inbox.isHealthy());
        assertKeptOnce();
    }

    @Test
    void aDatabaseThatDiesAmidTheInsertKeepsNothing() {
        database.next(Moment.WRITE, CONNECTION_LOST);
        assertNotKeptWithin(AT_ONCE);
        assertEquals(0, side.db.number("select count(*) from callback"));
        ReceivingSide.keep(inbox, callback);
        assertKeptOnce();
    }

    @Test
    void aLostReplyToTheCommitIsNotKeptAndItsRepeatIsNoSecondRow() {
        database.next(Moment.WRITTEN, CONNECTION_LOST);
        assertNotKeptWithin(AT_ONCE);
        ReceivingSide.keep(inbox, callback);
        assertEquals(1, side.db.number("select count(*) from callback"));
        assertEquals(2, side.db.number("select seen from callback"));
    }

    @Test
    void aDatabaseThatTakesLongerThanThreeSecondsIsNotWaitedForAndTheRepeatIsNoSecondRow() {
        CountDownLatch answers = new CountDownLatch(1);
        database.next(Moment.WRITE, () -> await(answers));
        assertNotKeptWithin(THREE_SECONDS);
        assertTrue(eventually(() -> !inbox.isHealthy()));
        answers.countDown();
        ReceivingSide.keep(inbox, callback);   // the first comes through after all
        assertEquals(2, side.db.number("select seen from callback"));
        assertEquals(1, side.db.number("select count(*) from callback"));
    }

    @Test
    void anEmptyPoolIsNotWaitedForLongerThanThreeSeconds() throws SQLException {
        assumeTrue(TestDatabase.isPooled(), "no pool of ours over a plain data source");
        List<Connection> all = new ArrayList<>();
        try {
            while (all.size() < 2) {
                all.add(side.db.database().receiving().getConnection());
            }
            assertNotKeptWithin(THREE_SECONDS);
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
        ReceivingSide.keep(inbox, callback);
        assertKeptOnce();
    }

    @Test
    void aDeadlockIsTriedAgainInside() {
        database.next(Moment.WRITE, DEADLOCK, DEADLOCK);
        ReceivingSide.keep(inbox, callback);
        assertKeptOnce();
    }

    @Test
    void aLockedRowIsNotStoredAndTheOthersOfItsGroupAreInTime() throws SQLException {
        ReceivingSide.keep(inbox, callback);
        CountDownLatch all = new CountDownLatch(1);
        database.next(Moment.CONNECT, () -> await(all));
        try (Connection other = side.db.database().dataSource().getConnection(); Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.executeQuery("select id from callback for update").close();
            List<CompletableFuture<Void>> good = IntStream.range(0, 50)
                .mapToObj(i -> inbox.keep(side.arrival(Channel.SMS, utf8("good " + i), "nonce")).toCompletableFuture()).toList();
            CompletableFuture<Void> locked = inbox.keep(callback).toCompletableFuture();
            CompletableFuture<Void> repeat = inbox.keep(callback).toCompletableFuture();
            all.countDown();
            good.forEach(CompletableFuture::join);
            assertTrue(eventually(() -> locked.isCompletedExceptionally() && repeat.isCompletedExceptionally()));
            assertTrue(inbox.isHealthy(), "the others are kept");
            other.rollback();
        }
        ReceivingSide.keep(inbox, callback);
        assertEquals(51, side.db.number("select count(*) from callback"));
        assertEquals(2, side.db.number("select max(seen) from callback"));
    }

    @Test
    void aBugInTheDriverStopsNeitherTheWriterNorTheNextCallback() {
        database.next(Moment.CONNECT, DRIVER_BUG);
        assertNotKeptWithin(AT_ONCE);
        assertTrue(inbox.isHealthy(), "that was not the database");
        ReceivingSide.keep(inbox, callback);
        assertKeptOnce();
    }

    @Test
    void anErrorIsAnsweredAtOnceAndFreesTheRoomOfItsBytes() {
        database.next(Moment.CONNECT, () -> {
            throw new OutOfMemoryError("pretended");
        });
        assertNotKeptWithin(AT_ONCE);
        ReceivingSide.keep(inbox, callback);
        assertKeptOnce();
    }

    @Test
    void aWakeUpThatFailsTakesNothingBack() {
        try (Inbox unlucky = new Inbox(database.dataSource(), side.ids, side.traffic, () -> {
            throw new IllegalStateException("the applier is gone");
        })) {
            unlucky.start();
            ReceivingSide.keep(unlucky, callback);
        }
        assertKeptOnce();
    }

    private void assertNotKeptWithin(Duration most) {
        long start = System.nanoTime();
        ProblemException refused = assertThrows(ProblemException.class, () -> ReceivingSide.keep(inbox, callback));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertEquals(ProblemType.NOT_KEPT, refused.type());
        assertEquals(503, refused.type().status());
        assertEquals(Duration.ofSeconds(5), refused.retryAfter());
        assertTrue(took.compareTo(most) < 0, "took " + took);
    }

    private void assertKeptOnce() {
        assertEquals(1, side.db.number("select count(*) from callback"));
        assertEquals(1, side.db.number("select seen from callback"));
    }
}
