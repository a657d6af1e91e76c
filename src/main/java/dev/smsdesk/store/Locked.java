package dev.smsdesk.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Work on rows that other transactions may have locked: mostly for milliseconds, but as long as it takes where a node froze in the middle
 * of one.
 */
public final class Locked {
    private static final int TRIES = 25;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Locked() {}

    /**
     * Tries for half a second.
     * @param work one transaction that skips locked rows; empty where it met one and did nothing
     * @return empty where the row stayed locked
     */
    public static <T> Optional<T> patiently(Supplier<Optional<T>> work) {
        Optional<T> done = work.get();
        for (int tries = 1; done.isEmpty() && tries < TRIES; tries++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            done = work.get();
        }
        return done;
    }
}
