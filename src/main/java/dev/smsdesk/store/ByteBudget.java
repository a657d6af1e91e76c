package dev.smsdesk.store;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes and no more, shared by whoever holds some. */
public final class ByteBudget {
    private final AtomicLong free;

    public ByteBudget(long bytes) {
        free = new AtomicLong(bytes);
    }

    /** @return false, and nothing taken, where there are not so many left */
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
