package dev.smsdesk.receive.inbox;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the database keeps callbacks just now, as far as writing them has shown: one that answers and takes nothing, or does not come back from a write,
 * looks well to whoever only reads. One thread writes. Where nobody sends any more it is trusted again after a while.
 */
final class InboxHealth {
    static final Duration MISTRUST = Duration.ofSeconds(10);
    private final Duration patience;
    private final LongSupplier nanos;
    private boolean kept;   // of the write under way, as is begunAt
    private volatile Long begunAt;
    private volatile Long failedAt;

    /** @param patience a write that is under way for longer keeps nothing; @param nanos a clock that only goes forward */
    InboxHealth(Duration patience, LongSupplier nanos) {
        this.patience = patience;
        this.nanos = nanos;
    }

    void begin() {
        kept = false;
        begunAt = nanos.getAsLong();
    }

    void kept() {
        kept = true;
        failedAt = null;
    }

    /** @param nothing the database takes none from anybody, or is away */
    void end(boolean nothing) {
        if (nothing || isTooLong() && !kept) {
            failedAt = nanos.getAsLong();
        }
        begunAt = null;
    }

    boolean now() {
        Long failed = failedAt;
        return !isTooLong() && (failed == null || nanos.getAsLong() - failed >= MISTRUST.toNanos());
    }

    private boolean isTooLong() {
        Long begun = begunAt;
        return begun != null && nanos.getAsLong() - begun > patience.toNanos();
    }
}
