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
    private final String account;
    private final Schedule schedule;
    private final Clock clock;

    /** @param from the first moment to ask for, {@code until} the first one not to */
    record Claim(Instant from, Instant until, long lease) {}

    private record Kept(Instant askedUntil, long lease, Instant leaseUntil) {}

    InboundWindow(Tx tx, String account, Schedule schedule, Clock clock) {
        this.tx = tx;
        this.account = account;
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
            Sql.run(connection, "update asked_inbounds set version = ?, lease_until = ? where account = ?", kept.lease() + 1, now.plus(LEASE), account);
            Instant from = kept.askedUntil().minus(schedule.scaled(OVERLAP));
            Instant oldest = schedule.oldest(now);
            return Optional.of(new Claim(from.isBefore(oldest) ? oldest : from, until, kept.lease() + 1));
        });
    }

    /** @return null where another transaction has the row locked: that node has the window, or had it when it froze */
    private Kept kept(Connection connection, Instant now) throws SQLException {
        List<Kept> found = Sql.list(connection, row -> new Kept(Sql.instant(row, "asked_until"), row.getLong("version"), Sql.instant(row, "lease_until")),
            "select asked_until, version, lease_until from asked_inbounds where account = ? for update skip locked", account);
        if (!found.isEmpty()) {
            return found.get(0);
        }
        if (!Sql.list(connection, row -> row.getString(1), "select account from asked_inbounds where account = ?", account).isEmpty()) {
            return null;
        }
        Instant begin = now.minus(AT_FIRST);
        Sql.run(connection, "insert into asked_inbounds (account, asked_until, version, lease_until) values (?, ?, 0, ?) on duplicate key update account = values(account)", account, begin, begin);
        return new Kept(begin, 0, begin);
    }

    /** A page is through and there are more. @return whether the window is still ours */
    boolean goesOn(Claim claim) {
        return tx.sql(connection -> {
            Sql.run(connection, "update asked_inbounds set lease_until = ? where account = ? and version = ?", clock.instant().plus(LEASE), account, claim.lease());
            return !Sql.list(connection, row -> row.getLong(1), "select version from asked_inbounds where account = ? and version = ?", account, claim.lease()).isEmpty();
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
        bound[values.length] = account;
        bound[values.length + 1] = claim.lease();
        tx.sql(connection -> {
            Sql.run(connection, "update asked_inbounds set " + change + " where account = ? and version = ?", bound);
            return null;
        });
    }
}
