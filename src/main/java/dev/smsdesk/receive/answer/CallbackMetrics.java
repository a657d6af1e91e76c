package dev.smsdesk.receive.answer;

import dev.smsdesk.account.Channel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Counts this node's answers to callbacks since its start. All meters exist from the start, so counting a callback is one addition.
 * Updated by the code that answers; read by the page Callback health and by /metrics.
 */
public final class CallbackMetrics {
    /** Quantiles forget what is older. */
    public static final Duration WINDOW = Duration.ofMinutes(5);
    private static final double[] QUANTILES = {0.5, 0.95, 0.99};

    private final Clock clock;
    private final Map<Channel, Counter> accepted = new EnumMap<>(Channel.class);
    private final Map<Channel, AtomicLong> lastAccepted = new EnumMap<>(Channel.class);
    private final Map<Channel, Map<RefusalReason, Counter>> refused = new EnumMap<>(Channel.class);
    private final Map<NotKept, Counter> notKept = new EnumMap<>(NotKept.class);
    private final Counter repeated;
    private final Timer acknowledged;

    public CallbackMetrics(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        for (Channel channel : Channel.values()) {
            accepted.put(channel, Counter.builder("smsdesk.callbacks.accepted").description("Callbacks answered 200, repeats among them")
                .tag("family", channel.word()).register(meters));
            lastAccepted.put(channel, new AtomicLong());
            Map<RefusalReason, Counter> reasons = new EnumMap<>(RefusalReason.class);
            for (RefusalReason reason : RefusalReason.values()) {
                reasons.put(reason, Counter.builder("smsdesk.callbacks.refused").description("Callbacks turned away")
                    .tag("family", channel.word()).tag("reason", word(reason)).register(meters));
            }
            refused.put(channel, reasons);
        }
        for (NotKept cause : NotKept.values()) {
            notKept.put(cause, Counter.builder("smsdesk.callbacks.not.kept").description("Truly signed callbacks answered 503, as they "
                + "could not be kept")
                .tag("cause", word(cause)).register(meters));
        }
        this.repeated = Counter.builder("smsdesk.callbacks.repeated").description("Accepted callbacks whose bytes were kept already")
            .register(meters);
        this.acknowledged = Timer.builder("smsdesk.callbacks.ack").description("From a callback's first byte to its answer 200")
            .publishPercentiles(QUANTILES).distributionStatisticExpiry(WINDOW).register(meters);
    }

    /** {@code too-large} for TOO_LARGE: labels of metrics and names in tables. */
    public static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Counts a callback that is stored and answered 200. Self-tests do not count. */
    public void accepted(Channel channel) {
        accepted.get(channel).increment();
        lastAccepted.get(channel).lazySet(clock.millis());
    }

    /** Counts callbacks of a group that were stored already. */
    public void repeated(int callbacks) {
        repeated.increment(callbacks);
    }

    public void refused(Channel channel, RefusalReason reason) {
        refused.get(channel).get(reason).increment();
    }

    public void notKept(NotKept cause, long callbacks) {
        notKept.get(cause).increment(callbacks);
    }

    /** @param nanos from the first byte of an accepted callback to its answer */
    public void acknowledged(long nanos) {
        acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    }

    public long acceptedCount(Channel channel) {
        return (long) accepted.get(channel).count();
    }

    public long refusedCount(Channel channel, RefusalReason reason) {
        return (long) refused.get(channel).get(reason).count();
    }

    public long notKeptCount(NotKept cause) {
        return (long) notKept.get(cause).count();
    }

    public long repeatedCount() {
        return (long) repeated.count();
    }

    /** Recent answer times; all zero if {@link #isIdle()}. @param count since the start */
    public record Ack(long count, Duration median, Duration p95, Duration p99, Duration longest) {
        /** Whether nothing was accepted within the {@link CallbackMetrics#WINDOW}. */
        public boolean isIdle() {
            return median.isZero();
        }
    }

    public Ack ack() {
        HistogramSnapshot now = acknowledged.takeSnapshot();
        Duration[] quantiles = Stream.of(now.percentileValues()).map(q -> Duration.ofNanos((long) q.value())).toArray(Duration[]::new);
        return new Ack(now.count(), quantiles[0], quantiles[1], quantiles[2], Duration.ofNanos((long) now.max()));
    }

    /** @return when this node last accepted a callback, or null if it has not yet */
    public Instant lastAccepted(Channel channel) {
        long at = lastAccepted.get(channel).get();
        return at == 0 ? null : Instant.ofEpochMilli(at);
    }
}
