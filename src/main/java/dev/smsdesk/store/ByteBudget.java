package dev.smsdesk.store;

import java.util.concurrent.atomic.AtomicLong;

/** A shared budget of bytes. */
public final class ByteBudget {
    private final AtomicLong free;

    public ByteBudget(long bytes) {
        free = new AtomicLong(bytes);
    }

    /** @return false, with nothing taken, if fewer bytes are left */
    public boolean take(int bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    public void giveBack(int bytes) {
        free.addAndGet(bytes);
    }
}
