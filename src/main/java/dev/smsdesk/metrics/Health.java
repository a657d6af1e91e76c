package dev.smsdesk.metrics;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.NotKept;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.reconcile.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The state of callbacks at one moment.
 * @param at        when it was gathered
 * @param paths     one per channel
 * @param notKept   genuine callbacks answered 503 in the last 24 hours, by cause
 * @param repeated  accepted callbacks whose bytes were stored already
 * @param ack       answer times of this node in the last five minutes
 * @param pending   stored and not yet applied; {@code parked}: no match yet; {@code shelved}: not understood
 * @param clock     null if too few callbacks arrived in the last hour
 * @param again     how many of the newest {@value #LOOKED_AT} callbacks arrived more than once
 * @param open      recipients that were polled and are still open; {@code answered}: known by polling only
 * @param overdue   polls that are due and wait for an answer or for their turn
 * @param silences  one per account, the most alarming first
 * @param stopped   why polling is stopped, one sentence, or null
 * @param queues    one per account
 */
public record Health(Instant at, List<PathHealth> paths, List<CauseCount<NotKept>> notKept, Count repeated, CallbackMetrics.Ack ack,
                     Backlog pending, Backlog parked, Backlog shelved, Skew clock, long again, List<Silence.SilenceState> silences,
                     long open, long answered, long overdue, String stopped, List<AccountQueue> queues) {
    public static final int LOOKED_AT = 1000;

    /** Of all nodes, in the last hour and the last 24, rounded to slots of five minutes. */
    public record Count(long hour, long day) {}

    /** @param last arrival of the last genuine callback, or null; @param refused reasons of the last 24 hours */
    public record PathHealth(Channel channel, Instant last, Count accepted, List<CauseCount<RefusalReason>> refused) {}

    public record CauseCount<E extends Enum<E>>(E what, Count count) {
        /** {@code too-large} */
        public String word() {
            return CallbackMetrics.word(what);
        }
    }

    /** Callbacks in one state. @param count up to 10 000; @param oldest arrival of the oldest, or null */
    public record Backlog(long count, Instant oldest) {
        public static final int MOST = 10_000;

        public boolean isCapped() {
            return count >= MOST;
        }
    }

    /**
     * Difference between the sender's clock and this server's.
     * @param median  from signature to arrival, of first copies and of callbacks answered 503 as signed in the future; negative if signed
     *     in the future
     * @param samples in the last hour
     */
    public record Skew(Duration median, int samples) {
        private static final Duration SUSPICIOUS = Duration.ofMinutes(2);

        public boolean isSuspicious() {
            return median.abs().compareTo(SUSPICIOUS) > 0;
        }
    }

    /** The most alarming one of the channel; of all of them where it is null. */
    public Silence.SilenceState silence(Channel channel) {
        return silences.stream().filter(state -> channel == null || state.channel() == channel).findFirst()
            .orElse(new Silence.SilenceState(channel, false, 0, null, null));
    }

    public Silence.SilenceState silence() {
        return silence(null);
    }

    /** In the last 24 hours. */
    public boolean isAnyTurnedAway() {
        return !notKept.isEmpty() || paths.stream().anyMatch(path -> !path.refused().isEmpty());
    }
}
