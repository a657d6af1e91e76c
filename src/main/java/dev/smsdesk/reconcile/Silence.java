package dev.smsdesk.reconcile;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.table.SubmissionTable;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether Sinch has fallen silent on a channel: so many messages were taken by it longer ago than its callbacks ever need, and none has
 * come since the first of them went out. The next genuine callback of that channel ends it.
 */
public final class Silence {
    private static final Duration KEPT = Duration.ofSeconds(2);
    /** Older messages prove nothing any more. */
    private static final Duration LOOK_BACK = Duration.ofDays(14);
    private final Tx tx;
    private final List<Watched> accounts;
    private final int messages;
    private final Duration after;
    private final Function<Channel, Instant> lastHeard;
    private final Clock clock;
    private volatile List<SilenceState> states = List.of();
    private volatile Instant looked = Instant.MIN;

    /**
     * @param messages so many have to go unanswered; 0 for never
     * @param after    for so long
     * @param lastHeard when the last callback of a channel came, or null
     */
    public Silence(Tx tx, List<Watched> accounts, int messages, Duration after, Function<Channel, Instant> lastHeard, Clock clock) {
        this.tx = tx;
        this.accounts = List.copyOf(accounts);
        this.messages = messages;
        this.after = after;
        this.lastHeard = lastHeard;
        this.clock = clock;
    }

    /**
     * An account whose callbacks are awaited.
     * @param backlog how long the reports take that are queued at Sinch: so much longer, but at most twice as long in all
     */
    public record Watched(String account, Channel channel, Supplier<Duration> backlog) {
        /** Where no reports are queued at Sinch. */
        public Watched(String account, Channel channel) {
            this(account, channel, () -> Duration.ZERO);
        }
    }

    /**
     * @param channel    null where no account is watched
     * @param unanswered recipients handed to Sinch since its last callback, longer ago than the limit; counted up to the limit
     * @param since      when the first of them was sent, or null
     * @param last       when the last callback came, or null
     */
    public record SilenceState(Channel channel, boolean silent, int unanswered, Instant since, Instant last) {}

    public int limit() {
        return messages;
    }

    /**
     * For how long no callback may come, on the most alarming channel. Twice what the settings say at most: while reports are queued, some
     * come all the time.
     */
    public Duration patience() {
        Channel shown = state().channel();
        return accounts.stream().filter(one -> one.channel() == shown).findFirst().map(this::patience).orElse(after);
    }

    private Duration patience(Watched watched) {
        Duration queued = watched.backlog().get();
        return after.plus(queued.compareTo(after) > 0 ? after : queued);
    }

    /** One for each account, the most alarming first; two seconds old at the most. */
    public List<SilenceState> states() {
        Instant now = clock.instant();
        if (looked.plus(KEPT).isBefore(now) || looked.isAfter(now)) {
            states = accounts.stream().map(account -> look(account, now))
                .sorted(Comparator.comparing(SilenceState::silent).thenComparing(SilenceState::unanswered).reversed()).toList();
            looked = now;
        }
        return states;
    }

    /** The most alarming one. */
    public SilenceState state() {
        return states().stream().findFirst().orElse(new SilenceState(null, false, 0, null, null));
    }

    private SilenceState look(Watched watched, Instant now) {
        Instant last = lastHeard.apply(watched.channel());
        if (messages == 0) {
            return new SilenceState(watched.channel(), false, 0, null, last);
        }
        Instant oldest = now.minus(LOOK_BACK);
        List<Instant> unanswered = tx.sql(connection -> SubmissionTable.handedOver(connection, watched.account(),
            last == null || last.isBefore(oldest) ? oldest : last, now.minus(patience(watched)), messages));
        return new SilenceState(watched.channel(), unanswered.size() >= messages, unanswered.size(),
            unanswered.isEmpty() ? null : unanswered.get(0), last);
    }
}
