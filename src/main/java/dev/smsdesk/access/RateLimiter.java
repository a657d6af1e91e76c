package dev.smsdesk.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Per key, allows a burst and then one more per interval. Holds a limited number of keys; the least recently used one is dropped. */
public final class RateLimiter {
    private static final int MOST_KEYS = 10_000;
    private final long burstMillis;
    private final long intervalMillis;
    private final Clock clock;
    /** When a key's burst is complete again, in milliseconds. */
    private final Map<String, Long> fullAt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_KEYS;
        }
    };

    public RateLimiter(int burst, Duration interval, Clock clock) {
        this.intervalMillis = interval.toMillis();
        this.burstMillis = burst * intervalMillis;
        this.clock = clock;
    }

    /** @return zero if one was taken; else the time until the next one */
    public synchronized Duration take(String key) {
        Duration wait = untilNext(key);
        if (wait.isZero()) {
            fullAt.put(key, full(key) + intervalMillis);
        }
        return wait;
    }

    /** Zero if one could be taken. */
    public synchronized Duration untilNext(String key) {
        return Duration.ofMillis(Math.max(0, full(key) + intervalMillis - burstMillis - clock.millis()));
    }

    public synchronized void giveBack(String key) {
        fullAt.computeIfPresent(key, (same, at) -> at - intervalMillis);
    }

    /** A time further ahead than a whole burst was written before the clock was set back. */
    private long full(String key) {
        long now = clock.millis();
        Long at = fullAt.get(key);
        return at == null || at > now + burstMillis ? now : Math.max(at, now);
    }
}
