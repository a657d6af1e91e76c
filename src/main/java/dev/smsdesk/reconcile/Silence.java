package dev.smsdesk.reconcile;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether Sinch has fallen silent: so many messages were taken by it longer ago than its callbacks ever need, and none has come since the first
 * of them went out. The next genuine callback of the SMS API ends it.
 */
public final class Silence {
    private static final Duration KEPT = Duration.ofSeconds(2);
    /** Older messages prove nothing any more. */
    private static final Duration LOOK_BACK = Duration.ofDays(14);
    /** Nodes' clocks differ by less. */
    private static final Duration AHEAD = Duration.ofMinutes(1);
    private final Tx tx;
    private final String account;
    private final int messages;
    private final Duration after;
    private final Clock clock;
    private volatile State state = new State(false, 0, null, null);
    private volatile Instant looked = Instant.MIN;

    /**
     * @param messages so many have to go unanswered; 0 for never
     * @param after    for so long
     */
    public Silence(Tx tx, String account, int messages, Duration after, Clock clock) {
        this.tx = tx;
        this.account = account;
        this.messages = messages;
        this.after = after;
        this.clock = clock;
    }

    /**
     * @param unanswered recipients handed to Sinch since its last callback, longer ago than the limit; counted up to the limit
     * @param since      when the first of them was sent, or null
     * @param last       when the last callback came, or null
     */
    public record State(boolean silent, int unanswered, Instant since, Instant last) {}

    public int limit() {
        return messages;
    }

    public Duration patience() {
        return after;
    }

    /** Two seconds old at the most. */
    public State state() {
        Instant now = clock.instant();
        if (looked.plus(KEPT).isBefore(now) || looked.isAfter(now)) {
            state = look(now);
            looked = now;
        }
        return state;
    }

    private State look(Instant now) {
        return tx.sql(connection -> {
            Instant last = lastHeard(connection, now);
            if (messages == 0) {
                return new State(false, 0, null, last);
            }
            Instant oldest = now.minus(LOOK_BACK);
            List<Instant> unanswered = Sql.list(connection, row -> Sql.instant(row, "called_at"), "select s.called_at from submission s join recipient r on r.submission_id = s.id "
                + "where s.account = ? and s.state = 'SENT' and s.called_at > ? and s.called_at <= ? order by s.called_at limit ?",
                account, last == null || last.isBefore(oldest) ? oldest : last, now.minus(after), messages);
            return new State(unanswered.size() >= messages, unanswered.size(), unanswered.isEmpty() ? null : unanswered.get(0), last);
        });
    }

    /** A time that is still to come was written before the clock was set back, and would hide any silence until then. It becomes now, in the table: later callbacks are to count. */
    private static Instant lastHeard(Connection connection, Instant now) throws SQLException {
        Instant last = Sql.list(connection, row -> Sql.instant(row, "at"), "select at from heard where channel = ?", Channel.SMS.name()).stream().findFirst().orElse(null);
        if (last == null || !last.isAfter(now.plus(AHEAD))) {
            return last;
        }
        Sql.run(connection, "update heard set at = ? where at > ?", now, now.plus(AHEAD));
        return now;
    }
}
