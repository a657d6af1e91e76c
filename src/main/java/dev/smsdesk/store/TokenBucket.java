package dev.smsdesk.store;

import java.time.Clock;
import java.time.Duration;

/** So many at once, then one more in each interval: what is bounded by it cannot be made to run without end. */
public final class TokenBucket {
    private final long intervalMillis;
    private final long most;
    private final Clock clock;
    private long spentUntil;   // the time at which nothing would be owed any more

    /** @param burst how many at once after a rest */
    public TokenBucket(int burst, Duration interval, Clock clock) {
        this.intervalMillis = interval.toMillis();
        this.most = burst * intervalMillis;
        this.clock = clock;
    }

    /** @return whether one more may be done now; then it counts as done */
    public synchronized boolean take() {
        long now = clock.millis();
        long owed = Math.max(spentUntil, now) + intervalMillis;
        if (owed - now > most) {
            return false;
        }
        spentUntil = owed;
        return true;
    }

    /** When one more may be done. */
    public synchronized Duration untilNext() {
        return Duration.ofMillis(Math.max(0, spentUntil + intervalMillis - most - clock.millis()));
    }
}
