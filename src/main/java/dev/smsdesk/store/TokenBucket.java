package dev.smsdesk.store;

import java.time.Clock;
import java.time.Duration;

/** Allows a burst, then one more per interval. */
public final class TokenBucket {
    private final long intervalMillis;
    private final long most;
    private final Clock clock;
    private long spentUntil;   // when the bucket is full again

    /** @param burst how many at once after a rest */
    public TokenBucket(int burst, Duration interval, Clock clock) {
        this.intervalMillis = interval.toMillis();
        this.most = burst * intervalMillis;
        this.clock = clock;
    }

    /** @return whether one more is allowed now; if so, it is counted */
    public synchronized boolean take() {
        long now = clock.millis();
        long owed = Math.max(spentUntil, now) + intervalMillis;
        if (owed - now > most) {
            return false;
        }
        spentUntil = owed;
        return true;
    }

    /** Time until the next one is allowed. */
    public synchronized Duration untilNext() {
        return Duration.ofMillis(Math.max(0, spentUntil + intervalMillis - most - clock.millis()));
    }
}
