package dev.smsdesk.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When Sinch is asked about a call of which some recipient has no final state: 10 min, 1 h, 6 h, 24 h, 3 d 1 h after it was sent. A message
 * expires after three days, so the last step finds what will ever be known; Sinch forgets batches after 14 days.
 * @param scale 1, or less in the sandbox, where all of this goes faster
 */
public record PollSchedule(double scale) {
    /** Kept in {@code ask_step} beside the steps from 1 on. */
    static final int UNASKED = 0;
    static final int SETTLED = -1;
    private static final List<Duration> STEPS = List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6),
        Duration.ofHours(24), Duration.ofHours(73));
    /** No step is left; what is open then stays unknown unless a callback or a person helps. */
    static final int OVER = STEPS.size() + 1;
    /** 14 days, and an hour less: clocks differ, a walk through pages takes its time, and what is just gone is answered 4xx for ever. */
    private static final Duration FORGOTTEN = Duration.ofDays(14).minus(Duration.ofHours(1));

    public PollSchedule {
        if (!(scale > 0 && scale <= 1)) {
            throw new IllegalArgumentException("A scale is above 0 and at most 1.");
        }
    }

    /** @param step from 1 to 5 */
    Duration wait(int step) {
        return scaled(STEPS.get(step - 1));
    }

    /** @return the first step whose time is still to come, or {@link #OVER} */
    int next(Instant called, Instant now) {
        int step = 1;
        while (step < OVER && !called.plus(wait(step)).isAfter(now)) {
            step++;
        }
        return step;
    }

    /** Whether Sinch no longer knows what was sent then, or is about to forget it. */
    boolean isForgotten(Instant called, Instant now) {
        return called.isBefore(oldest(now));
    }

    /** The earliest time about which Sinch can surely be asked. */
    Instant oldest(Instant now) {
        return now.minus(scaled(FORGOTTEN));
    }

    Duration scaled(Duration time) {
        return Duration.ofNanos((long) (time.toNanos() * scale));
    }
}
