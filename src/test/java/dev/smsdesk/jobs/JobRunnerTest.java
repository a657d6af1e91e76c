package dev.smsdesk.jobs;

import static dev.smsdesk.store.Concurrently.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import dev.smsdesk.store.FaultyDatabase.Trouble;
import dev.smsdesk.store.FrozenTransaction;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.TestDatabase;
import dev.smsdesk.store.Tx;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

@DisplayName("A job continues step by step on any node after deaths, freezes and faults, and records its progress once")
class JobRunnerTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final long STEPS = 3;
    private static TestDatabase db;
    private final MutableClock clock = new MutableClock(NOON);
    private final Ids ids = new Ids(clock);
    private final Jobs jobs = new Jobs(db.tx(), ids, clock);
    private final Counting counting = new Counting();
    private final JobRunner runner = node(db.tx());
    private final Logger log = (Logger) LoggerFactory.getLogger(JobRunner.class);

    /** What a process does that gets SIGKILL: nothing more. */
    private static final class Killed extends Error {}

    /** Counts to three. */
    private final class Counting implements JobWork {
        private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
        private Runnable next = () -> { };

        @Override
        public String kind() {
            return "counting";
        }

        @Override
        public Step step(Job job) {
            long done = job.done() + 1;
            begun.add(job.subject() + " " + done);
            Runnable first = next;
            next = () -> { };
            first.run();
            return new Step(done == STEPS, "at " + done, done, null);
        }
    }

    @BeforeAll
    static void open() {
        db = TestDatabase.open();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @BeforeEach
    void quiet() {
        log.setLevel(Level.OFF);
        db.run("delete from job");
    }

    @AfterEach
    void loud() {
        log.setLevel(null);
    }

    private JobRunner node(Tx tx) {
        return new JobRunner(tx, clock, List.of(counting));
    }

    private String add(String subject) {
        return db.tx().sql(connection -> jobs.add(connection, "counting", subject, "{\"to\":3}", STEPS, "ann"));
    }

    private void runAll() {
        while (runner.step()) {
            clock.pass(Duration.ofMillis(1));
        }
    }

    private Job job(String id) {
        return jobs.find(id).orElseThrow();
    }

    @Test
    void isThereExactlyWhenWhatAskedForItWasCommitted() {
        assertThrows(IllegalStateException.class, () -> db.tx().sql(connection -> {
            jobs.add(connection, "counting", "A", null, null, "ann");
            throw new IllegalStateException("the caller's own trouble");
        }));
        assertEquals(List.of(), jobs.open("counting", 10));
        assertFalse(runner.step());
        String id = add("A");
        assertEquals(new Job(id, "counting", "A", "{\"to\":3}", null, 0, STEPS, "ann", NOON, null), job(id));
    }

    @Test
    void goesStepByStepToItsEndAndTheOneThatHasWaitedLongestIsNext() {
        String a = add("A");
        clock.pass(Duration.ofMillis(1));
        String b = add("B");
        assertEquals(List.of(a, b), jobs.open("counting", 10).stream().map(Job::id).toList());
        clock.pass(Duration.ofMillis(1));
        assertTrue(runner.step());
        assertEquals("at 1", job(a).reached());
        clock.pass(Duration.ofMillis(1));
        runAll();
        assertEquals(List.of("A 1", "B 1", "A 2", "B 2", "A 3", "B 3"), counting.begun);
        assertEquals(new Job(a, "counting", "A", "{\"to\":3}", "at 3", 3, STEPS, "ann", NOON, NOON.plusMillis(6)), job(a));
        assertEquals(List.of(), jobs.open("counting", 10));
    }

    @Test
    void isFoundBySubjectTheNewestFirst() {
        add("A");
        String second = add("A");
        add("B");
        assertEquals(second, jobs.newest("counting", "A").orElseThrow().id());
        assertTrue(jobs.newest("another kind", "A").isEmpty());
    }

    @Test
    void waitsAsLongAsItsStepSaid() {
        JobRunner patient = new JobRunner(db.tx(), clock, List.of(new JobWork() {
            @Override
            public String kind() {
                return "counting";
            }

            @Override
            public Step step(Job job) {
                return new Step(false, null, job.done() + 1, Duration.ofMinutes(10));
            }
        }));
        String id = add("A");
        assertTrue(patient.step());
        clock.pass(Duration.ofMinutes(10).minusMillis(1));
        assertFalse(patient.step());
        clock.pass(Duration.ofMillis(1));
        assertTrue(patient.step());
        assertEquals(2, job(id).done());
        assertNull(job(id).reached());
    }

    @Test
    void ofAKindThatThisNodeDoesNotKnowIsLeftToOthers() {
        add("A");
        assertFalse(new JobRunner(db.tx(), clock, List.of()).step());
        assertTrue(runner.step());
    }

    @Test
    void ofASubjectThatIsNotThisNodesIsLeftToOthersAndThereIsOneOfEachHoweverManyNodesStart() {
        String id = keep("A");
        keep("B");
        assertEquals(id, keep("A"));
        assertEquals(2, jobs.open("counting", 10).size());
        JobRunner ofB = new JobRunner(db.tx(), clock, List.of(new JobWork() {
            @Override
            public String kind() {
                return "counting";
            }

            @Override
            public String subject() {
                return "B";
            }

            @Override
            public Step step(Job job) {
                return counting.step(job);
            }
        }));
        while (ofB.step()) {
            clock.pass(Duration.ofMillis(1));
        }
        assertEquals(List.of("B 1", "B 2", "B 3"), counting.begun);
    }

    private String keep(String subject) {
        jobs.keep("counting", subject, "smsdesk");
        return jobs.newest("counting", subject).orElseThrow().id();
    }

    @Test
    void whoseNodeWasKilledInAStepIsResumedByAnotherWhenTheLeaseEnds() {
        String id = add("A");
        assertTrue(runner.step());
        counting.next = () -> {
            throw new Killed();
        };
        assertThrows(Killed.class, node(db.tx())::step);
        clock.pass(counting.lease().minusMillis(1));
        assertFalse(runner.step(), "the other may be alive");
        clock.pass(Duration.ofMillis(1));
        runAll();
        assertEquals(List.of("A 1", "A 2", "A 2", "A 3"), counting.begun);
        assertEquals(3, job(id).done());
        assertNotNull(job(id).finishedAt());
    }

    @ParameterizedTest
    @EnumSource(value = Moment.class, names = {"CONNECT", "READ", "WRITE", "WRITTEN", "COMMIT", "COMMITTED"})
    void whoseNodeIsKilledAnywhereIsResumed(Moment moment) {
        try (FaultyDatabase database = new FaultyDatabase(db.database().dataSource())) {
            database.tx().sql(connection -> null);   // connected before the trouble begins
            boolean survived = false;
            for (int after = 0; !survived; after++) {
                String id = add("A");
                database.next(moment, Collections.nCopies(after, Trouble.NONE).toArray(Trouble[]::new));
                database.next(moment, () -> {
                    throw new Killed();
                });
                survived = survives(database.tx());
                database.heal();
                clock.pass(counting.lease());
                runAll();
                assertEquals(List.of("at 3", 3L), List.of(job(id).reached(), job(id).done()), "killed after " + after);
                assertTrue(job(id).isFinished());
            }
        }
    }

    /** One step on a node that may be killed meanwhile. */
    private boolean survives(Tx tx) {
        try {
            node(tx).step();
            return true;
        } catch (Killed | PersistenceException e) {
            assertTrue(e instanceof Killed || e.getCause() instanceof Killed, e.toString());
            return false;
        }
    }

    @Test
    void whoFrozeInAStepLongerThanItsLeaseSavesNothing() {
        String id = add("A");
        counting.next = () -> {
            clock.pass(counting.lease());
            assertTrue(runner.step());
            assertTrue(runner.step());
            assertEquals(2, job(id).done());
        };
        assertTrue(node(db.tx()).step());
        assertEquals(List.of("at 2", 2L), List.of(job(id).reached(), job(id).done()), "not back to the first step");
        runAll();
        assertEquals(List.of("A 1", "A 1", "A 2", "A 3"), counting.begun);
    }

    @Test
    void twoNodesNeverHaveTheSameStep() {
        String id = add("A");
        counting.next = () -> assertFalse(runner.step(), "it is claimed");
        assertTrue(node(db.tx()).step());
        assertEquals(1, job(id).done());
    }

    /** Galera refuses the later commit; both had claimed it. */
    @Test
    void twoNodesOfAClusterThatClaimTheSame_TheOneWhoseCommitIsRefusedHasNone() {
        String id = add("A");
        try (FaultyDatabase database = new FaultyDatabase(db.database().dataSource())) {
            database.tx().sql(connection -> null);
            database.next(Moment.COMMIT, FaultyDatabase.DEADLOCK);
            database.next(Moment.CONNECT, Trouble.NONE, Trouble.NONE, this::runAll);
            assertFalse(node(database.tx()).step());
        }
        assertEquals(List.of("A 1", "A 2", "A 3"), counting.begun);
        assertTrue(job(id).isFinished());
    }

    @Test
    void aCommitWhoseReplyWasLostIsNotRepeated() {
        String id = add("A");
        try (FaultyDatabase database = new FaultyDatabase(db.database().dataSource())) {
            database.tx().sql(connection -> null);
            database.next(Moment.COMMITTED, FaultyDatabase.CONNECTION_LOST, FaultyDatabase.CONNECTION_LOST);
            assertTrue(node(database.tx()).step());
        }
        assertEquals(1, job(id).done());
        assertEquals(List.of("A 1"), counting.begun);
    }

    @Test
    void aNodeThatFrozeInATransactionHoldsUpItsOwnJobAndNoOther() {
        String held = add("A");
        clock.pass(Duration.ofMillis(1));
        String other = add("B");
        try (FrozenTransaction node = new FrozenTransaction(db.tx(), em -> SqlWork.on(connection ->
            Sql.list(connection, row -> row.getString(1), "select id from job where id = ? for update", held)).apply(em))) {
            assertTimeout(Duration.ofSeconds(5), this::runAll);
            assertEquals(3, job(other).done());
            assertEquals(0, job(held).done());
        }
        runAll();
        assertEquals(3, job(held).done());
    }

    @Test
    void whatCannotBeSavedForALockIsDoneAgainWhenTheLeaseEnds() {
        String id = add("A");
        FrozenTransaction[] node = new FrozenTransaction[1];
        counting.next = () -> node[0] = new FrozenTransaction(db.tx(), em -> SqlWork.on(connection ->
            Sql.list(connection, row -> row.getString(1), "select id from job for update")).apply(em));
        assertTimeout(Duration.ofSeconds(5), () -> assertTrue(runner.step()));
        node[0].close();
        assertFalse(runner.step());
        clock.pass(counting.lease());
        runAll();
        assertEquals(List.of("A 1", "A 1", "A 2", "A 3"), counting.begun);
        assertEquals(3, job(id).done());
    }

    @Test
    void aStepThatFailsIsTriedAgainEverLaterAndItsNoteSaysWhy() {
        String id = add("A");
        assertTrue(runner.step());
        List<Long> waits = List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
        for (long seconds : waits) {
            counting.next = () -> {
                throw new IllegalStateException("46701230001 is a number, which no note may quote");
            };
            assertTrue(runner.step());
            assertEquals("A step failed and is tried again: IllegalStateException. The log has the details under the job's id.", note(id));
            clock.pass(Duration.ofSeconds(seconds).minusMillis(1));
            assertFalse(runner.step(), "not before " + seconds + " s");
            clock.pass(Duration.ofMillis(1));
        }
        assertEquals(List.of("at 1", 1L), List.of(job(id).reached(), job(id).done()));
        assertTrue(runner.step());
        assertNull(note(id));
        counting.next = () -> {
            throw new StackOverflowError();
        };
        assertTrue(runner.step());
        clock.pass(Duration.ofSeconds(1));
        runAll();
        assertEquals(3, job(id).done(), "the waits begin anew");
    }

    private String note(String id) {
        return db.text("select note from job where id = ?", id);
    }

    @Test
    void oneLongStepDoesNotHoldUpTheOtherJobsOfItsNode() {
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        counting.next = () -> {
            frozen.countDown();
            Concurrently.await(thaw);
        };
        String held = add("A");
        try (JobRunner node = new JobRunner(db.tx(), Clock.systemUTC(), List.of(counting))) {
            node.start();
            Concurrently.await(frozen);
            String other = add("B");
            node.wake();
            assertTrue(eventually(() -> job(other).isFinished()));
            assertEquals(0, job(held).done());
            thaw.countDown();
            assertTrue(eventually(() -> job(held).isFinished()));
        }
    }
}
