package dev.smsdesk.trust;

import java.time.Instant;

/**
 * How often a secret fitted, on all nodes together.
 * @param lastHit    null where it never did
 * @param knownSince when it was live first: before, nobody counted
 */
public record SecretUse(long hits, Instant lastHit, Instant knownSince) {
    boolean isHitSince(Instant time) {
        return lastHit != null && !lastHit.isBefore(time);
    }

    /** The last moment at which it may have been used. */
    Instant lastUse() {
        return lastHit == null || lastHit.isBefore(knownSince) ? knownSince : lastHit;
    }
}
