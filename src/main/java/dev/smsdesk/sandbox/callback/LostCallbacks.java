package dev.smsdesk.sandbox.callback;

/** Which callbacks never arrive, as if the network had lost them. Counts for this process; after a restart none is lost. */
public final class LostCallbacks {
    private long next;
    private boolean all;

    /** The next so many callbacks are lost, also those of messages that are on their way. */
    public synchronized void loseNext(long callbacks) {
        next = callbacks;
        all = false;
    }

    /** Every callback is lost until {@link #loseNone}. */
    public synchronized void loseAll() {
        all = true;
        next = 0;
    }

    public synchronized void loseNone() {
        all = false;
        next = 0;
    }

    /** @return whether the callback that is about to be posted is lost */
    synchronized boolean takeOne() {
        if (next > 0) {
            next--;
            return true;
        }
        return all;
    }

    public synchronized boolean isAll() {
        return all;
    }

    /** How many more are lost; 0 where all or none are. */
    public synchronized long getNext() {
        return next;
    }
}
