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
 * Lets so many refusals for the same reason on the same path be written down, and counts the others to the last one that was. Each reason has its
 * own allowance, so that forgeries never crowd out what alarms somebody.
 */
final class RefusalSampler {
    private static final int BURST = 500;
    private static final Duration THEN_ONE_EACH = Duration.ofMillis(250);
    private final Map<Kind, Gauge> gauges = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Kind(Channel channel, RefusalReason reason) {}

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

    /** @return whether it shall be written down, under this id; else it is counted */
    boolean admits(Channel channel, RefusalReason reason, String id) {
        Gauge gauge = gauges.computeIfAbsent(new Kind(channel, reason), kind -> new Gauge(clock));
        if (gauge.allowance.take()) {
            gauge.last = id;
            return true;
        }
        gauge.uncounted.incrementAndGet();
        return false;
    }

    /** Something that adds to a row how many more there were like it. */
    interface Row {
        /** @return false where that row is not there (yet): then they are kept for later */
        boolean add(String id, long more);
    }

    /** Adds those that were not written down to the last one that was. */
    void settle(Row row) {
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
