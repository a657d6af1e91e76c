package dev.smsdesk.apply;

import java.time.Duration;

/**
 * How much an applier's thread takes at once, and how long it rests after that, while receiving is busy. What is not taken now is lost sooner than
 * what is not shown now; so as long as callbacks are applied in time, each thread works one part in {@value #PARTS}, on little at once. The later they
 * are, the more it takes and the less it rests, and not at all once they are {@link #LATE}: under a load that lasts, applying falls so far behind and no further.
 * @see "docs/decisions/006-group-commit.md"
 */
final class ApplierThrottle {
    private static final int PARTS = 60;
    static final Duration LATE = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int LEAST = 10;

    private ApplierThrottle() {}

    /** @param whole what a thread takes at once when nobody has to give way */
    static int part(int whole, Duration late) {
        return (int) Math.max(whole / LEAST, whole * lateness(late));
    }

    /** @param late how long the oldest of what was worked on had been due; negative where a clock was put back */
    static Duration rest(Duration work, Duration late) {
        long nanos = (long) (work.toNanos() * (PARTS - 1) * (1 - lateness(late)));
        return Duration.ofNanos(Math.min(nanos, LONGEST.toNanos()));
    }

    /** From 0, in time, to 1. */
    private static double lateness(Duration late) {
        return Math.min(1, (double) Math.max(0, late.toMillis()) / LATE.toMillis());
    }
}
