package dev.smsdesk.doctor;

/** Limits the attempts for one callback, in hashed bytes, however large or odd its body is. */
public final class HashBudget {
    private static final int BYTES_PER_HASH = 256;
    private long left;
    private boolean exhausted;

    private HashBudget(long bytes) {
        this.left = bytes;
    }

    /** For a refusal, diagnosed in the background: some tens of milliseconds. */
    public static HashBudget small() {
        return new HashBudget(24L << 20);
    }

    /** For a user who waits for the answer: some tenths of a second. */
    public static HashBudget large() {
        return new HashBudget(96L << 20);
    }

    /** @return false if the budget is used up; nothing more is tried then */
    boolean spend(long bytes) {
        left -= bytes + BYTES_PER_HASH;
        exhausted = exhausted || left < 0;
        return !exhausted;
    }

    boolean isExhausted() {
        return exhausted;
    }
}
