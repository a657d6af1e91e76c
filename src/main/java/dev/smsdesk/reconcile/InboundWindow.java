package dev.smsdesk.reconcile;

import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Up to when inbound messages were asked for. One node at a time has the window, under a lease with a version. */
final class InboundWindow {
    private static final Duration LEASE = Duration.ofMinutes(3);
    /** What is younger may still come by itself; likewise the least that is asked for at once. */
    private static final Duration GRACE = Duration.ofMinutes(10);
    /** Asked for twice, as Sinch may list a message later than it received it. */
    private static final Duration OVERLAP = Duration.ofMinutes(15);
    private static final Duration AT_FIRST = Duration.ofHours(24);
    private final Tx tx;
    private final String gateway;
    private final Schedule schedule;
    private final Clock clock;

    /** @param from the first moment to ask for, {@code until} the first one not to */
    record Claim(Instant from, Instant until, long lease) {}

    private record Kept(Instant askedUntil, long lease, Instant leaseUntil) {}

    InboundWindow(Tx tx, String gateway, Schedule schedule, Clock clock) {
        this.tx = tx;
        this.gateway = gateway;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** @return empty where another node has it, or nothing is due */
    Optional<Claim> next() {
        return tx.sql(connection -> {
            Instant now = clock.instant();
            Kept kept = kept(connection, now);
            if (kept == null) {
                return Optional.empty();
            }
            Instant until = now.minus(schedule.scaled(GRACE));
            if (kept.leaseUntil().isAfter(now) || kept.askedUntil().plus(schedule.scaled(GRACE)).isAfter(until)) {
                return Optional.empty();
            }
            Sql.run(connection, "update asked_inbounds set lease = ?, lease_until = ? where gateway = ?", kept.lease() + 1, now.plus(LEASE), gateway);
            Instant from = kept.askedUntil().minus(schedule.scaled(OVERLAP));
            Instant oldest = schedule.oldest(now);
            return Optional.of(new Claim(from.isBefore(oldest) ? oldest : from, until, kept.lease() + 1));
        });
    }

    /** @return null where another transaction has the row locked: that node has the window, or had it when it froze */
    private Kept kept(Connection connection, Instant now) throws SQLException {
        List<Kept> found = Sql.list(connection, row -> new Kept(Sql.instant(row, "asked_until"), row.getLong("lease"), Sql.instant(row, "lease_until")),
            "select asked_until, lease, lease_until from asked_inbounds where gateway = ? for update skip locked", gateway);
        if (!found.isEmpty()) {
            return found.get(0);
        }
        if (!Sql.list(connection, row -> row.getString(1), "select gateway from asked_inbounds where gateway = ?", gateway).isEmpty()) {
            return null;
        }
        Instant begin = now.minus(AT_FIRST);
        Sql.run(connection, "insert into asked_inbounds (gateway, asked_until, lease, lease_until) values (?, ?, 0, ?) on duplicate key update gateway = values(gateway)", gateway, begin, begin);
        return new Kept(begin, 0, begin);
    }

    /** A page is through and there are more. @return whether the window is still ours */
    boolean goesOn(Claim claim) {
        return tx.sql(connection -> {
            Sql.run(connection, "update asked_inbounds set lease_until = ? where gateway = ? and lease = ?", clock.instant().plus(LEASE), gateway, claim.lease());
            return !Sql.list(connection, row -> row.getLong(1), "select lease from asked_inbounds where gateway = ? and lease = ?", gateway, claim.lease()).isEmpty();
        });
    }

    /** All of it was told. */
    void done(Claim claim) {
        end(claim, "asked_until = ?, lease_until = ?", claim.until(), clock.instant());
    }

    /** It is asked for again from its beginning. */
    void inVain(Claim claim, Instant again) {
        end(claim, "lease_until = ?", again);
    }

    private void end(Claim claim, String change, Object... values) {
        Object[] bound = Arrays.copyOf(values, values.length + 2);
        bound[values.length] = gateway;
        bound[values.length + 1] = claim.lease();
        tx.sql(connection -> {
            Sql.run(connection, "update asked_inbounds set " + change + " where gateway = ? and lease = ?", bound);
            return null;
        });
    }
}
