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
 * How callbacks fare, at one moment.
 * @param at        when this was gathered
 * @param paths     one for each channel
 * @param notKept   truly signed callbacks answered 503, causes that happened in the last 24 hours
 * @param repeated  accepted callbacks whose bytes were kept already
 * @param ack       of this node alone, over the last five minutes
 * @param pending   kept and not yet looked at; {@code parked}: without a match yet; {@code shelved}: not understood
 * @param clock     null where too few callbacks came in the last hour to tell
 * @param again     of the newest {@value #LOOKED_AT} callbacks those that came more than once
 * @param open      recipients that were asked for and are still not known; {@code answered}: known by asking only
 * @param overdue   questions whose time has come and that wait, for want of an answer or of time
 * @param stopped   why nothing is asked, one sentence, or null
 */
public record Health(Instant at, List<Path> paths, List<Cause<NotKept>> notKept, Count repeated, CallbackMetrics.Ack ack,
                     Heap pending, Heap parked, Heap shelved, Skew clock, long again, Silence.State silence,
                     long open, long answered, long overdue, String stopped) {
    public static final int LOOKED_AT = 1000;

    /** In the last hour, and in the last 24, cut to slots of five minutes; over all nodes. */
    public record Count(long hour, long day) {}

    /** @param last when a genuine callback came last, or null; @param refused reasons that happened in the last 24 hours */
    public record Path(Channel channel, Instant last, Count accepted, List<Cause<RefusalReason>> refused) {}

    public record Cause<E extends Enum<E>>(E what, Count count) {
        /** {@code too-large} */
        public String word() {
            return CallbackMetrics.word(what);
        }
    }

    /** Callbacks in one state. @param count up to 10 000; @param oldest when the oldest of them came, or null */
    public record Heap(long count, Instant oldest) {
        public static final int MOST = 10_000;

        public boolean isCapped() {
            return count >= MOST;
        }
    }

    /**
     * Our clock held against the sender's.
     * @param median  from the time in the signature to the time of arrival, of callbacks that came for the first time, and of those that were answered
     *                503 as their time is still to come; below zero where they come from the future
     * @param samples of the last hour
     */
    public record Skew(Duration median, int samples) {
        private static final Duration SUSPICIOUS = Duration.ofMinutes(2);

        public boolean isSuspicious() {
            return median.abs().compareTo(SUSPICIOUS) > 0;
        }
    }

    /** In the last 24 hours. */
    public boolean isAnyTurnedAway() {
        return !notKept.isEmpty() || paths.stream().anyMatch(path -> !path.refused().isEmpty());
    }
}
