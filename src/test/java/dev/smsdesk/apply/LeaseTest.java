package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.fold.ExactCounts;
import dev.smsdesk.receive.inbox.CallbackClaims;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import dev.smsdesk.store.FaultyDatabase.Trouble;
import dev.smsdesk.store.Sql;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A claim is a lease with a version: each callback has its effect once, after deaths, freezes and collisions too")
class LeaseTest {
    private static final String ONE = "46701230001";
    private static final String TWO = "46701230002";
    private final ApplyingSide side = new ApplyingSide();
    private final FaultyDatabase database = new FaultyDatabase(side.db.database().dataSource());
    private final Applier unlucky = side.node(database.tx());
    private String submission;

    /** What a process does that gets SIGKILL: nothing more. */
    private static final class Killed extends Error {
        static final Trouble NOW = () -> {
            throw new Killed();
        };
    }

    @BeforeEach
    void twoReports() {
        database.tx().sql(connection -> null);   // connected before the trouble begins
        submission = side.compose(ONE, TWO);
        side.keep(Channel.SMS, report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", submission),
            report("P2", TWO, "Delivered", 0, "2026-11-24T10:00:01Z", submission));
    }

    @AfterEach
    void close() {
        database.close();
        side.close();
    }

    @Test
    void whatAnotherNodeHasClaimedIsNotDueUntilItsLeaseEnds() {
        database.next(Moment.COMMIT, Trouble.NONE, Killed.NOW);
        assertThrows(Killed.class, unlucky::applyDue);
        side.clock.pass(CallbackClaims.LEASE.minusMillis(1));
        assertEquals(0, side.applier.applyDue());
        side.clock.pass(Duration.ofMillis(1));
        assertEquals(2, side.applier.applyDue());
        assertAppliedOnce();
    }

    @ParameterizedTest
    @EnumSource(value = Moment.class, names = {"CONNECT", "READ", "WRITE", "WRITTEN", "COMMIT", "COMMITTED"})
    void aNodeKilledAnywhereLeavesNothingHalfDoneAndNothingUndone(Moment moment) {
        for (int after = 0; ; after++) {
            side.db.run("update callback set state = 'PENDING', next_attempt_at = ?, attempts = 0", side.clock.instant());
            for (String table : List.of("report", "callback_gist", "provider_ref")) {
                side.db.run("delete from " + table);
            }
            side.db.run("update recipient set state = 'WAITING', operator_at = null, reported_at = null, code = null, provider_id = null");
            ExactCounts.write(side.db.tx());
            Trouble[] none = new Trouble[after];
            Arrays.fill(none, Trouble.NONE);
            database.next(moment, none);
            database.next(moment, Killed.NOW);
            boolean survived = survived();
            database.heal();
            side.clock.pass(CallbackClaims.LEASE);
            side.applyAll();
            assertAppliedOnce();
            if (survived) {
                return;
            }
        }
    }

    private boolean survived() {
        try {
            side.node(database.tx()).applyDue();
            return true;
        } catch (Killed | PersistenceException e) {
            assertTrue(e instanceof Killed || e.getCause() instanceof Killed, e.toString());
            return false;
        }
    }

    @Test
    void aNodeThatFroze_AfterItsClaim_LongerThanItsLease_ComesTooLate() {
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        database.next(Moment.COMMITTED, () -> {
            frozen.countDown();
            Concurrently.await(thaw);
        });
        CompletableFuture<Void> node = Concurrently.inThread(unlucky::applyDue);
        Concurrently.await(frozen);
        assertEquals(0, side.applier.applyDue(), "it is claimed");
        side.clock.pass(CallbackClaims.LEASE);
        assertEquals(2, side.applier.applyDue());
        assertAppliedOnce();
        side.db.run("update callback set note = 'as it was'");
        thaw.countDown();
        node.join();
        assertEquals(2, side.db.number("select count(*) from callback where note = 'as it was'"), "the late writer wrote nothing");
        assertAppliedOnce();
    }

    @Test
    void aNodeThatFrozeDuringItsEffectMayFinishAfterItsLeaseBecauseNoOtherCanBegin() {
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch thaw = new CountDownLatch(1);
        database.next(Moment.COMMIT, Trouble.NONE, () -> {
            frozen.countDown();
            Concurrently.await(thaw);
        });
        CompletableFuture<Void> node = Concurrently.inThread(unlucky::applyDue);
        Concurrently.await(frozen);
        side.clock.pass(CallbackClaims.LEASE);
        side.applier.applyDue();
        assertFalse(node.isDone());
        thaw.countDown();
        node.join();
        side.clock.pass(CallbackOutcomes.BUSY);
        side.applyAll();
        assertAppliedOnce();
    }

    /** Galera refuses the later commit with 1213, Group Replication with 1180 or 3101. */
    @ParameterizedTest
    @ValueSource(ints = {1213, 1180, 3101})
    void twoNodesOfAClusterThatClaimTheSame_TheOneWhoseCommitIsRefusedHasNone(int code) {
        database.next(Moment.COMMIT, () -> {
            throw new SQLException("the cluster certified another node's transaction first", "HY000", code);
        });
        database.next(Moment.CONNECT, Trouble.NONE, () -> assertEquals(2, side.applier.applyDue()));
        assertEquals(0, unlucky.applyDue());
        assertAppliedOnce();
    }

    @Test
    void twoNodesOfAClusterThatWriteTheSameEffect_TheSecondFindsItDone() {
        database.next(Moment.COMMIT, Trouble.NONE, () -> {
            throw new SQLException("certification failed", "40001", 1213);
        });
        database.next(Moment.CONNECT, Trouble.NONE, Trouble.NONE, () -> {
            side.clock.pass(CallbackClaims.LEASE);
            side.applyAll();
        });
        unlucky.applyDue();
        assertAppliedOnce();
    }

    @Test
    void aCommitWhoseReplyWasLostIsNotRepeated() {
        database.next(Moment.COMMITTED, Trouble.NONE, FaultyDatabase.CONNECTION_LOST);
        unlucky.applyDue();
        assertAppliedOnce();
    }

    @Test
    void whileTheInboxCountsARepeatOfThemCallbacksWaitForMillisecondsAndNotForTheirLease() {
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch commits = new CountDownLatch(1);
        CompletableFuture<Void> inbox = new CompletableFuture<>();
        database.next(Moment.COMMITTED, () -> {
            Concurrently.inThread(() -> side.db.tx().sql(connection -> {
                Sql.run(connection, "update callback set seen = seen + 1");
                locked.countDown();
                Concurrently.await(commits);
                return null;
            })).whenComplete((nothing, fault) -> inbox.complete(null));
            Concurrently.await(locked);
        }, () -> {
            commits.countDown();   // the first look has found them locked
            inbox.join();
        });
        assertEquals(2, unlucky.applyDue());
        assertAppliedOnce();
        assertEquals(2, side.db.number("select count(*) from callback where seen = 2"));
    }

    @Test
    void whileTheDatabaseIsAwayClaimsAreKeptInHandAndGoOnAtOnceWhenItIsBack() {
        database.next(Moment.CONNECT, Trouble.NONE);
        database.from(Moment.WRITTEN, FaultyDatabase.CONNECTION_LOST);
        database.next(Moment.WRITTEN, Trouble.NONE);
        assertThrows(RuntimeException.class, unlucky::applyDue);
        database.heal();
        assertEquals(2, unlucky.applyDue(), "without waiting for the lease");
        assertAppliedOnce();
    }

    private void assertAppliedOnce() {
        assertEquals(List.of("1", "1"), List.of(side.db.text("select max(attempts) from callback"),
            side.db.text("select min(attempts) from callback")), "each settled once");
        assertEquals(2, side.kept(CallbackState.APPLIED).size());
        assertEquals(2, side.db.number("select count(*) from report"));
        assertEquals(2, side.db.number("select count(*) from recipient where state = 'DELIVERED'"));
    }
}
