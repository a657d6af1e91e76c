package dev.smsdesk.trust;

import java.time.Instant;

/**
 * Uses of a secret on all nodes together.
 * @param lastHit    null if never used
 * @param knownSince when counting began
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
