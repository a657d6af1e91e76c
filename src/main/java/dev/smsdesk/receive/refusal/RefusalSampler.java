package dev.smsdesk.receive.refusal;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.store.TokenBucket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits how many refusals are recorded per reason and path, and adds the number of the others to the last recorded one. Each reason has
 * its own limit, so that forgeries never displace the refusals that need an operator.
 */
final class RefusalSampler {
    private static final int BURST = 500;
    private static final Duration THEN_ONE_EACH = Duration.ofMillis(250);
    private final Map<SampleKey, Gauge> gauges = new ConcurrentHashMap<>();
    private final Clock clock;

    private record SampleKey(Channel channel, RefusalReason reason) {}

    private static final class Gauge {
        private final TokenBucket allowance;
        private final AtomicLong uncounted = new AtomicLong();
        private volatile String last;

        Gauge(Clock clock) {
            this.allowance = new TokenBucket(BURST, THEN_ONE_EACH, clock);
        }
    }

    RefusalSampler(Clock clock) {
        this.clock = clock;
    }

    /** @return whether to record it under this id; otherwise it is counted */
    boolean admits(Channel channel, RefusalReason reason, String id) {
        Gauge gauge = gauges.computeIfAbsent(new SampleKey(channel, reason), kind -> new Gauge(clock));
        if (gauge.allowance.take()) {
            gauge.last = id;
            return true;
        }
        gauge.uncounted.incrementAndGet();
        return false;
    }

    /** Adds to a recorded refusal how many similar ones there were. */
    interface SimilarCounter {
        /** @return false if that row does not exist (yet); the number is then added later */
        boolean add(String id, long more);
    }

    /** Adds the refusals that were not recorded to the last one that was. */
    void settle(SimilarCounter row) {
        for (Gauge gauge : gauges.values()) {
            long more = gauge.last == null ? 0 : gauge.uncounted.getAndSet(0);
            boolean added = false;
            try {
                added = more == 0 || row.add(gauge.last, more);
            } finally {
                if (!added) {
                    gauge.uncounted.addAndGet(more);
                }
            }
        }
    }
}
