package dev.smsdesk.receive.inbox;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the database stores callbacks, judged by the inbox's own writes: a database that refuses or delays writes still answers a ping.
 * Written by one thread. A fault expires after {@link #MISTRUST}, because without new callbacks nothing would disprove it.
 */
final class InboxHealth {
    static final Duration MISTRUST = Duration.ofSeconds(10);
    private final Duration patience;
    private final LongSupplier nanos;
    private boolean stored;   // by the current write, see begunAt
    private volatile Long begunAt;
    private volatile Long failedAt;

    /** @param patience a write that takes longer counts as a fault; @param nanos a monotonic clock */
    InboxHealth(Duration patience, LongSupplier nanos) {
        this.patience = patience;
        this.nanos = nanos;
    }

    void writeBegins() {
        stored = false;
        begunAt = nanos.getAsLong();
    }

    void stored() {
        stored = true;
        failedAt = null;
    }

    /** @param nothingStored the database refuses every write, or is down */
    void writeEnds(boolean nothingStored) {
        if (nothingStored || isTooLong() && !stored) {
            failedAt = nanos.getAsLong();
        }
        begunAt = null;
    }

    boolean isHealthy() {
        Long failed = failedAt;
        return !isTooLong() && (failed == null || nanos.getAsLong() - failed >= MISTRUST.toNanos());
    }

    private boolean isTooLong() {
        Long begun = begunAt;
        return begun != null && nanos.getAsLong() - begun > patience.toNanos();
    }
}
