package dev.smsdesk.apply;

import java.time.Duration;

/**
 * How large a chunk an applier thread takes, and how long it rests, while receiving is busy. Receiving comes first, because a refused
 * callback may be lost. As long as callbacks are applied in time, each thread works one part in {@value #PARTS}, on small chunks. With
 * growing delay it takes more and rests less, and not at all after {@link #LATE}, which limits the delay under lasting load.
 * @see "docs/decisions/006-group-commit.md"
 */
final class ApplierThrottle {
    private static final int PARTS = 60;
    static final Duration LATE = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int LEAST = 10;

    private ApplierThrottle() {}

    /** @param whole size of a chunk without throttling */
    static int part(int whole, Duration late) {
        return (int) Math.max(whole / LEAST, whole * lateness(late));
    }

    /** @param late how long the oldest callback of the chunk had been due; negative if a clock was set back */
    static Duration rest(Duration work, Duration late) {
        long nanos = (long) (work.toNanos() * (PARTS - 1) * (1 - lateness(late)));
        return Duration.ofNanos(Math.min(nanos, LONGEST.toNanos()));
    }

    /** From 0 (in time) to 1. */
    private static double lateness(Duration late) {
        return Math.min(1, (double) Math.max(0, late.toMillis()) / LATE.toMillis());
    }
}
