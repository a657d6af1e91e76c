package dev.smsdesk.doctor;

/** How much may be tried for one callback, in hashed bytes: bounded, however large or odd the body is. */
public final class HashBudget {
    private static final int BYTES_PER_HASH = 256;
    private long left;
    private boolean exhausted;

    private HashBudget(long bytes) {
        this.left = bytes;
    }

    /** For a refusal, examined beside the traffic: some tens of milliseconds. */
    public static HashBudget small() {
        return new HashBudget(24L << 20);
    }

    /** For somebody who waits for the answer: some tenths of a second. */
    public static HashBudget large() {
        return new HashBudget(96L << 20);
    }

    /** @return false when it would be too much: then nothing more is tried */
    boolean spend(long bytes) {
        left -= bytes + BYTES_PER_HASH;
        exhausted = exhausted || left < 0;
        return !exhausted;
    }

    boolean isExhausted() {
        return exhausted;
    }
}
