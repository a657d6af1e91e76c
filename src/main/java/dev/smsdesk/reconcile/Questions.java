package dev.smsdesk.reconcile;

import dev.smsdesk.store.Leases;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which submission is asked about next. A claim is a lease with a version, so any number of nodes may look. */
final class Questions {
    /** More than twice what a whole call may take; where there are two provider ids there are two calls. */
    static final Duration LEASE = Duration.ofSeconds(150);
    static final Leases LEASES = new Leases("submission", "ask_");
    private static final int LOOK_AT = 50;
    private static final int AT_ONCE = 500;
    private static final String IN_SCHEDULE = "ask_step between 1 and " + Schedule.OVER + " ";
    private static final String DUE = "select id, called_at, ask_step, ask_version, ask_failures from submission where account = ? and " + LEASES.free() + "and ";
    private final Tx tx;
    private final String account;
    private final Schedule schedule;
    private final Clock clock;

    private record Due(String id, Instant called, int step, long lease, int failures) {
        static Due of(ResultSet row) throws SQLException {
            return new Due(row.getString("id"), Sql.instant(row, "called_at"), row.getInt("ask_step"), row.getLong("ask_version"), row.getInt("ask_failures"));
        }
    }

    /** @param looked how many submissions were due; those without an open recipient are settled by the look */
    record Look(Optional<Question> question, int looked) {}

    Questions(Tx tx, String account, Schedule schedule, Clock clock) {
        this.tx = tx;
        this.account = account;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** The question is ours once this has returned. What is due and has no open recipient any more leaves the schedule. */
    Look next() {
        return tx.sql(connection -> {
            Instant now = clock.instant();
            List<Due> due = due(connection, now);
            Set<String> open = withOpenRecipients(connection, due);
            for (Due one : due) {
                if (open.contains(one.id())) {
                    return new Look(Optional.of(claim(connection, one, now)), due.size());
                }
                Sql.run(connection, "update submission set ask_step = ?, ask_at = null where id = ?", Schedule.SETTLED, one.id());
            }
            return new Look(Optional.empty(), due.size());
        });
    }

    private List<Due> due(Connection connection, Instant now) throws SQLException {
        List<Due> due = new ArrayList<>(Sql.list(connection, Due::of, DUE + "state = 'SENT' and ask_step = 0 and called_at <= ? order by called_at limit ?"
            + Leases.FREE, account, now, now.minus(schedule.wait(1)), LOOK_AT));
        due.addAll(Sql.list(connection, Due::of, DUE + "ask_at <= ? order by ask_at limit ?" + Leases.FREE, account, now, now, LOOK_AT));
        return due;
    }

    private static Set<String> withOpenRecipients(Connection connection, List<Due> due) throws SQLException {
        if (due.isEmpty()) {
            return Set.of();
        }
        return new TreeSet<>(Sql.list(connection, row -> row.getString(1), "select distinct submission_id from recipient where submission_id in ("
            + Open.marks(due.size()) + ") and state in " + Open.STATES, due.stream().map(Due::id).toArray()));
    }

    private Question claim(Connection connection, Due due, Instant now) throws SQLException {
        int step = Math.max(1, due.step());
        LEASES.claim(connection, List.of(due.id()), now.plus(LEASE));
        Sql.run(connection, "update submission set ask_step = ?, ask_at = coalesce(ask_at, ?), asked_at = ? where id = ?", step, now, now, due.id());
        List<String> providerIds = Sql.list(connection, row -> row.getString(1), "select provider_id from provider_ref where submission_id = ? order by provider_id", due.id());
        List<String> open = Sql.list(connection, row -> row.getString(1), "select digits from recipient where submission_id = ? and state in " + Open.STATES, due.id());
        return new Question(due.id(), due.lease() + 1, step, due.called(), due.failures(), providerIds, open, schedule.isForgotten(due.called(), now));
    }

    long overdue() {
        return tx.sql(connection -> Sql.list(connection, row -> row.getLong(1), "select count(*) from (select id from submission where account = ? and ask_at <= ? and " + LEASES.free()
            + "union all select id from submission where account = ? and state = 'SENT' and ask_step = 0 and called_at <= ? limit 10000) found",
            account, clock.instant(), clock.instant(), account, clock.instant().minus(schedule.wait(1))).get(0));
    }

    /**
     * After a start, or a time that nobody knows of: what has no final state yet and was not asked for just now is due at once. What another
     * transaction has locked is being asked for, or is about to be final.
     */
    void askAgain() {
        Instant now = clock.instant();
        List<String> all = tx.sql(connection -> Sql.list(connection, row -> row.getString(1), "select id from submission where account = ? and state = 'SENT' and "
            + IN_SCHEDULE + "and called_at > ? and (ask_at is null or ask_at > ?) and (asked_at is null or asked_at < ?)",
            account, schedule.oldest(now), now, now.minus(schedule.wait(1))));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            tx.sql(connection -> {
                List<String> free = Rows.select(connection, row -> row.getString(1), "select id from submission where " + IN_SCHEDULE + "and id in ",
                    " order by id" + Leases.FREE, some);
                Rows.update(connection, "update submission set ask_at = ? where id in ", free, now);
                return null;
            });
        }
    }

    /**
     * A person wants to know now.
     * @param notSince what was asked for after this is left alone, and so is what is due already
     * @return how many of the batch's submissions are asked about
     */
    int askNow(String batchId, Instant notSince) {
        return tx.sql(connection -> {
            Instant now = clock.instant();
            List<String> ids = Sql.list(connection, row -> row.getString(1), "select s.id from submission s where s.batch_id = ? and s.account = ? and s.state = 'SENT' "
                + "and s.called_at > ? and (s.asked_at is null or s.asked_at < ?) and (s.ask_step < 1 or s.ask_at is null or s.ask_at > ?) "
                + "and exists (select 1 from recipient r where r.submission_id = s.id and r.state in " + Open.STATES + ") order by s.id" + Leases.FREE,
                batchId, account, schedule.oldest(now), notSince, now);
            for (String id : ids) {
                Sql.run(connection, "update submission set ask_at = ?, ask_step = case when ask_step < 1 then 1 else ask_step end where id = ?", now, id);
            }
            return ids.size();
        });
    }
}
