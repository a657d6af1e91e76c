package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.receive.inbox.Shelf;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import dev.smsdesk.store.FaultyDatabase.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A callback is shelved only for its own faults, and delays no other")
class WhoseFaultTest {
    private static final String ONE = "46701230001";
    private static final String TWO = "46701230002";
    private static final String AT = "2026-11-24T10:00:01Z";
    private final ApplyingSide side = new ApplyingSide();
    private final FaultyDatabase database = new FaultyDatabase(side.db.database().dataSource());
    private final Applier applier = side.node(database.tx());
    private String submission;

    @BeforeEach
    void compose() {
        database.tx().sql(connection -> null);   // connected before the trouble begins
        submission = side.compose(ONE, TWO);
    }

    @AfterEach
    void close() {
        database.close();
        side.close();
    }

    static Stream<Error> errorsOfOneCallback() {
        return Stream.of(new StackOverflowError(), new OutOfMemoryError(), new NoClassDefFoundError());
    }

    @ParameterizedTest
    @MethodSource("errorsOfOneCallback")
    void anErrorIsTheCallbacksOwnAndTheOthersGoOn(Error error) {
        side.keep(Channel.SMS, report("P1", ONE, "Delivered", 0, AT, submission), report("P1", TWO, "Delivered", 0, AT, submission));
        Trouble breaks = () -> {
            throw error;
        };
        database.next(Moment.WRITE, Trouble.NONE, breaks, breaks);   // the claim, both together, the first alone
        assertEquals(2, applier.applyDue());
        assertEquals(1, side.kept(CallbackState.APPLIED).size());
        assertEquals("not-applied:" + error.getClass().getSimpleName(), side.kept(CallbackState.PENDING).get(0).note());
        side.clock.pass(Duration.ofSeconds(1));
        assertEquals(1, applier.applyDue());
        assertEquals(2, side.kept(CallbackState.APPLIED).size());
    }

    @Test
    void oneAmongThousandIsFoundByHalving() {
        side.db.run("alter table report add constraint no_poison check (status <> 'Poison')");
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            bodies.add(report("P1", ONE, i == 700 ? "Poison" : "Dispatched", 401, Instant.parse(AT).plusSeconds(i).toString(), submission));
        }
        side.keep(Channel.SMS, bodies.toArray(byte[][]::new));
        int before = database.count(Moment.CONNECT);
        for (int applied = 0; applied < 1000; ) {
            applied += applier.applyDue();
        }
        assertEquals(999, side.db.number("select count(*) from callback where state = 'APPLIED'"));
        assertEquals(1, side.db.number("select count(*) from callback where failures = 1"));
        assertTrue(database.count(Moment.CONNECT) - before < 40, database.count(Moment.CONNECT) - before + " transactions");
    }

    @ParameterizedTest
    @CsvSource({"08S01, 0", "HY000, 1114", "42000, 1142"})
    void aFaultOfTheDatabaseAsAWholeNeverCountsHoweverLongItLasts(String state, int code) {
        side.keep(Channel.SMS, report("P1", ONE, "Delivered", 0, AT, submission), report("P2", TWO, "Delivered", 0, AT, submission));
        database.next(Moment.WRITE, Trouble.NONE);
        database.from(Moment.WRITE, () -> {
            throw new SQLException("not now", state, code);
        });
        for (int tries = 0; tries < 7; tries++) {
            assertThrows(RuntimeException.class, applier::applyDue);
        }
        database.heal();
        assertEquals(2, applier.applyDue());
        assertEquals(2, side.kept(CallbackState.APPLIED).size());
        assertEquals(0, side.db.number("select sum(failures) from callback"));
    }

    static Stream<Exception> faultsOfOneCallback() {
        return Stream.of(new SQLException("a trigger says no", "45000", 1644), new SQLException("too long", "22001", 1406),
            new SQLException("twice", "23000", 1062), new SQLException("not this character set", "HY000", 1366),
            new IllegalStateException("a mistake of ours"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfOneCallback")
    void aFaultOfItsOwnIsTriedFiveTimesThenShelvedUnderOneReason(Exception fault) {
        for (String number : List.of(ONE, TWO)) {
            side.keep(Channel.SMS, report("P1", number, "Delivered", 0, AT, submission));
            for (int seconds : new int[] {1, 2, 4, 8, 0}) {
                failsWith(fault);
                assertEquals(1, applier.applyDue());
                side.clock.pass(Duration.ofSeconds(seconds));
            }
            assertEquals(0, applier.applyDue());
        }
        assertEquals(2, side.kept(CallbackState.SHELVED).size());
        assertEquals(1, new Shelf(side.db.tx()).reasons().size(), side.kept(CallbackState.SHELVED).stream()
            .map(Callbacks.StoredCallback::note).toList().toString());
    }

    @Test
    void looksForItsMessageAreNoFailures() {
        side.keep(Channel.SMS, report("P1", ONE, "Delivered", 0, AT, null));
        for (int looks = 0; looks < 10; looks++) {
            assertEquals(1, applier.applyDue());
            side.clock.pass(Duration.ofHours(1));
        }
        side.link(submission, "P1");
        failsWith(new IllegalStateException("a mistake of ours"));
        assertEquals(1, applier.applyDue());
        side.clock.pass(Duration.ofSeconds(1));
        assertEquals(1, applier.applyDue(), "tried again after a second, however long it was parked");
        assertEquals(1, side.kept(CallbackState.APPLIED).size());
        assertEquals(0, side.db.number("select failures from callback"), "what came right is forgotten");
        assertEquals(11, side.db.number("select attempts from callback"));
    }

    @Test
    void aFaultThatPassesIsTriedAtOnceSomeTimesThenAfterASecondHoweverOftenItComes() {
        side.keep(Channel.SMS, report("P1", ONE, "Delivered", 0, AT, submission));
        for (int times = 0; times < 6; times++) {
            database.next(Moment.WRITE, Trouble.NONE);
            database.next(Moment.WRITE, Collections.nCopies(5, FaultyDatabase.DEADLOCK).toArray(Trouble[]::new));
            assertEquals(1, applier.applyDue());
            side.clock.pass(Duration.ofSeconds(1));
        }
        database.next(Moment.WRITE, Trouble.NONE, FaultyDatabase.DEADLOCK, FaultyDatabase.DEADLOCK, FaultyDatabase.DEADLOCK,
            FaultyDatabase.DEADLOCK);
        assertEquals(1, applier.applyDue());
        assertEquals(1, side.kept(CallbackState.APPLIED).size());
        assertEquals(0, side.db.number("select failures from callback"));
    }

    /** Alone in its chunk: the claim goes well, its effect does not. */
    private void failsWith(Exception fault) {
        database.next(Moment.WRITE, Trouble.NONE, () -> {
            if (fault instanceof SQLException sql) {
                throw sql;
            }
            throw (RuntimeException) fault;
        });
    }
}
