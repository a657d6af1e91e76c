package dev.smsdesk.access;

import static java.util.Collections.nCopies;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("People's actions stay in the audit log; refused ones are counted and deleted after 90 days")
class AuditLogTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T12:00:00.123456Z"));
    private final TestDatabase database = TestDatabase.open();
    private final AuditLog audit = new AuditLog(database.tx(), new Ids(clock), clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void refusalsGoAfterNinetyDaysAndActionsStay() {
        audit.record("anna", "sending paused", "lunch");
        audit.count("bea", AuditLog.REFUSED, "GET /keys needs role admin");
        audit.count("192.0.2.1", AuditLog.LOGIN_FAILED, null);
        clock.pass(Duration.ofDays(90));
        assertFalse(audit.forgetSomeRefusals());
        assertEquals(3, database.number("select count(*) from audit_entry"), "at 90 days all are there");
        audit.count("bea", AuditLog.REFUSED, "GET /keys needs role admin");
        clock.pass(Duration.ofNanos(1000));
        assertFalse(audit.forgetSomeRefusals());
        assertEquals(2, database.number("select count(*) from audit_entry"));
        assertEquals("sending paused", database.text("select what from audit_entry where who = 'anna'"));
        assertEquals(1, database.number("select times from audit_entry where who = 'bea'"),
            "the new one, which is no part of the old count");
        clock.pass(Duration.ofDays(3650));
        audit.forgetSomeRefusals();
        assertEquals("anna", database.text("select who from audit_entry"));
    }

    @Test
    void manyGoInSteps() {
        Instant longAgo = clock.instant().minus(Duration.ofDays(91));
        database.run("insert into audit_entry (id, at, who, what) values " + String.join(", ", nCopies(1001, "(?, ?, 'bea', 'refused')")),
            IntStream.range(0, 1001).boxed().flatMap(id -> Stream.of("E" + id, longAgo)).toArray());
        assertTrue(audit.forgetSomeRefusals(), "there may be more");
        assertEquals(1, database.number("select count(*) from audit_entry"));
        assertFalse(audit.forgetSomeRefusals());
        assertEquals(0, database.number("select count(*) from audit_entry"));
    }
}
