package dev.smsdesk.apply;

import java.time.Duration;

/**
 * How long an applier's thread rests after its work while receiving is busy. What is not taken now is lost sooner than what is not shown now; so as
 * long as callbacks are applied in time, each thread works one part in {@value #PARTS}. The later they are, the less it rests, and not at all once they
 * are {@link #LATE}: under a load that lasts, applying falls so far behind and no further.
 * @see "docs/decisions/006-group-commit.md"
 */
final class GivingWay {
    private static final int PARTS = 60;
    static final Duration LATE = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private GivingWay() {}

    /** @param late how long the oldest of what was worked on had been due; negative where a clock was put back */
    static Duration rest(Duration work, Duration late) {
        double inTime = 1 - (double) Math.max(0, late.toMillis()) / LATE.toMillis();
        long nanos = (long) (work.toNanos() * (PARTS - 1) * Math.max(0, inTime));
        return Duration.ofNanos(Math.min(nanos, LONGEST.toNanos()));
    }
}
