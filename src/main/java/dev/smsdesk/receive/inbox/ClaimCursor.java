package dev.smsdesk.receive.inbox;

import java.time.Duration;
import java.time.Instant;

/**
 * From when on callbacks are looked for. What was settled leaves its entry in the index until the database has cleaned up behind us, some seconds
 * later under load, and a claim that began with the oldest would read over all of those. As long as there are more than one claim takes, the next
 * begins where the last one ended; and once a second with the oldest, for whatever became due late.
 */
public final class ClaimCursor {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private volatile Instant reached = Instant.EPOCH;
    private volatile Instant lookedBehind = Instant.EPOCH;

    /** @return the epoch for the oldest */
    Instant from(Instant now) {
        if (now.isBefore(lookedBehind.plus(LONGEST)) && !now.isBefore(lookedBehind)) {
            return reached;
        }
        lookedBehind = now;
        return Instant.EPOCH;
    }

    void move(Instant to) {
        reached = to;
    }
}
