package dev.smsdesk.reconcile;

import dev.smsdesk.message.table.PollTable;
import dev.smsdesk.message.table.ProviderRefTable;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which submission is asked about next. A claim is a lease with a version, so any number of nodes may look. */
final class PollQueue {
    /** More than twice what a whole call may take; where there are two provider ids there are two calls. */
    static final Duration LEASE = Duration.ofSeconds(150);
    private static final int LOOK_AT = 50;
    private static final int AT_ONCE = 500;
    private final Tx tx;
    private final String account;
    private final PollSchedule schedule;
    private final Clock clock;

    /** @param looked how many submissions were due; those without an open recipient are settled by the look */
    record Look(Optional<PollTask> question, int looked) {}

    PollQueue(Tx tx, String account, PollSchedule schedule, Clock clock) {
        this.tx = tx;
        this.account = account;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** The question is ours once this has returned. What is due and has no open recipient any more leaves the schedule. */
    Look next() {
        return tx.sql(connection -> {
            Instant now = clock.instant();
            List<PollTable.Due> due = PollTable.due(connection, account, now, now.minus(schedule.wait(1)), LOOK_AT);
            Set<String> open = PollTable.withOpenRecipients(connection, due.stream().map(PollTable.Due::id).toList());
            for (PollTable.Due one : due) {
                if (open.contains(one.id())) {
                    return new Look(Optional.of(claim(connection, one, now)), due.size());
                }
                PollTable.leaveSchedule(connection, one.id(), PollSchedule.SETTLED);
            }
            return new Look(Optional.empty(), due.size());
        });
    }

    private PollTask claim(Connection connection, PollTable.Due due, Instant now) throws SQLException {
        int step = Math.max(1, due.step());
        PollTable.claim(connection, due, step, now, now.plus(LEASE));
        return new PollTask(due.id(), due.version() + 1, step, due.called(), due.failures(), ProviderRefTable.of(connection, due.id()),
            PollTable.openRecipients(connection, due.id()), schedule.isForgotten(due.called(), now));
    }

    long overdue() {
        Instant now = clock.instant();
        return tx.sql(connection -> PollTable.overdue(connection, account, now, now.minus(schedule.wait(1))));
    }

    /**
     * After a start, or an outage: what has no final state yet and was not asked for just now is due at once. What another
     * transaction has locked is being asked for, or is about to be final.
     */
    void askAgain() {
        Instant now = clock.instant();
        List<String> all = tx.sql(connection -> PollTable.notDue(connection, account, PollSchedule.OVER, schedule.oldest(now),
            now.minus(schedule.wait(1)), now));
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            tx.sql(connection -> {
                PollTable.dueNow(connection, some, PollSchedule.OVER, now);
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
        Instant now = clock.instant();
        return tx.sql(connection -> PollTable.dueNow(connection, batchId, account, schedule.oldest(now), notSince, now));
    }
}
