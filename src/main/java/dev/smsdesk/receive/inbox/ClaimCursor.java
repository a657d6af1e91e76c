package dev.smsdesk.receive.inbox;

import java.time.Duration;
import java.time.Instant;

/**
 * Where the next claim starts to read the index. Settled callbacks leave dead index entries until the database purges them, seconds later
 * under load, and a claim from the oldest would read all of them. While there is a backlog, a claim therefore starts where the last one
 * ended; once a second it starts with the oldest, for callbacks that became due late.
 */
public final class ClaimCursor {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private volatile Instant reached = Instant.EPOCH;
    private volatile Instant lookedBehind = Instant.EPOCH;

    /** @return the epoch to start with the oldest */
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
