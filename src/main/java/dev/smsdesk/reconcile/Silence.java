package dev.smsdesk.reconcile;

import dev.smsdesk.message.table.SubmissionTable;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whether Sinch has fallen silent: so many messages were taken by it longer ago than its callbacks ever need, and none has come since the first
 * of them went out. The next genuine callback of the SMS API ends it.
 */
public final class Silence {
    private static final Duration KEPT = Duration.ofSeconds(2);
    /** Older messages prove nothing any more. */
    private static final Duration LOOK_BACK = Duration.ofDays(14);
    private final Tx tx;
    private final String account;
    private final int messages;
    private final Duration after;
    private final Supplier<Duration> backlog;
    private final Supplier<Instant> lastHeard;
    private final Clock clock;
    private volatile State state = new State(false, 0, null, null);
    private volatile Instant looked = Instant.MIN;

    /**
     * @param messages so many have to go unanswered; 0 for never
     * @param after    for so long
     * @param backlog  how long the reports take that are queued at Sinch: so much longer, but at most twice as long in all
     * @param lastHeard when the last callback of the account's API came, or null
     */
    public Silence(Tx tx, String account, int messages, Duration after, Supplier<Duration> backlog, Supplier<Instant> lastHeard,
            Clock clock) {
        this.tx = tx;
        this.account = account;
        this.messages = messages;
        this.after = after;
        this.backlog = backlog;
        this.lastHeard = lastHeard;
        this.clock = clock;
    }

    /** Where no reports are queued at Sinch. */
    public Silence(Tx tx, String account, int messages, Duration after, Supplier<Instant> lastHeard, Clock clock) {
        this(tx, account, messages, after, () -> Duration.ZERO, lastHeard, clock);
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

    /** For how long no callback may come. Twice what the settings say at most: while reports are queued, some come all the time. */
    public Duration patience() {
        Duration queued = backlog.get();
        return after.plus(queued.compareTo(after) > 0 ? after : queued);
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
        Instant last = lastHeard.get();
        if (messages == 0) {
            return new State(false, 0, null, last);
        }
        Instant oldest = now.minus(LOOK_BACK);
        List<Instant> unanswered = tx.sql(connection -> SubmissionTable.handedOver(connection, account, last == null || last.isBefore(oldest) ? oldest : last,
            now.minus(patience()), messages));
        return new State(unanswered.size() >= messages, unanswered.size(), unanswered.isEmpty() ? null : unanswered.get(0), last);
    }
}
