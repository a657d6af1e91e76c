package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A claim is the end of a lease and a version: another version holds nothing, and no claim waits for a lock")
class LeasesTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(10);
    private final TestDatabase db = TestDatabase.empty();
    private final Leases leases = new Leases("thing");
    private final Leases others = new Leases("thing", "ask_");

    @BeforeEach
    void things() {
        db.run("create table thing (id varchar(26), lease_until datetime(6) not null default '1970-01-01 00:00:00', version bigint not "
            + "null default 0, ask_lease_until datetime(6) not null default '1970-01-01 00:00:00', ask_version bigint not null default "
            + "0, primary key (id))");
        db.run("insert into thing (id) values ('A'), ('B'), ('C')");
    }

    @AfterEach
    void close() {
        db.close();
    }

    private List<String> free(Leases kind, Instant now) {
        return db.tx().sql(connection -> Sql.list(connection, row -> row.getString(1), "select id from thing where " + kind.free()
            + "order by id" + Leases.FREE, now));
    }

    private void claim(Leases kind, String... ids) {
        db.tx().sql(connection -> {
            kind.claim(connection, List.of(ids), NOON.plus(LEASE));
            return null;
        });
    }

    private Leases.HeldRows hold(Map<String, Long> claimed) {
        return db.tx().sql(connection -> leases.hold(connection, claimed));
    }

    @Test
    void whatIsClaimedIsNotFreeBeforeTheLeaseEndsAndOtherClaimsOfTheSameRowsAreNotTouched() {
        assertEquals(List.of("A", "B", "C"), free(leases, NOON));
        claim(leases, "A", "C");
        assertEquals(List.of("B"), free(leases, NOON.plus(LEASE).minusMillis(1)));
        assertEquals(List.of("A", "B", "C"), free(others, NOON));
        claim(others, "B");
        assertEquals(List.of("A", "C"), free(others, NOON));
        assertEquals(List.of("A", "B", "C"), free(leases, NOON.plus(LEASE)));
    }

    @Test
    void whoseVersionStandsHoldsItAndTheLaterOneDoesNot() {
        claim(leases, "A", "B");
        assertEquals(new Leases.HeldRows(Set.of("A", "B"), Set.of()), hold(Map.of("A", 1L, "B", 1L)));
        claim(leases, "A");
        assertEquals(new Leases.HeldRows(Set.of("B"), Set.of()), hold(Map.of("A", 1L, "B", 1L)));
        assertEquals(new Leases.HeldRows(Set.of("A"), Set.of()), hold(Map.of("A", 2L)));
        assertEquals(new Leases.HeldRows(Set.of(), Set.of()), hold(Map.of()));
    }

    @Test
    void whatAFrozenNodeHasLockedIsToldAndNotWaitedFor() {
        claim(leases, "A", "B");
        try (FrozenTransaction node = new FrozenTransaction(db.tx(), em -> SqlWork.on(connection ->
            Sql.list(connection, row -> row.getString(1), "select id from thing where id = 'A' for update")).apply(em))) {
            assertTimeout(Duration.ofSeconds(5), () -> assertEquals(new Leases.HeldRows(Set.of("B"), Set.of("A")),
                hold(Map.of("A", 1L, "B", 1L))));
            assertTimeout(Duration.ofSeconds(5), () -> assertEquals(List.of("B", "C"), free(leases, NOON.plus(LEASE))));
        }
    }

    @Test
    void whatHasEndedIsFreeAtOnceAndWhoStillHasItInHandComesTooLate() {
        claim(leases, "A");
        String end = "update thing set " + leases.ended() + "where id = ? and " + leases.standing();
        db.run(end, "A", 0);
        assertEquals(List.of("B", "C"), free(leases, NOON), "not by whom it does not belong to");
        db.run(end, "A", 1);
        assertEquals(List.of("A", "B", "C"), free(leases, NOON));
        assertEquals(Set.of(), hold(Map.of("A", 1L)).held());
    }
}
