package dev.smsdesk.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, without the fault that cannot happen. */
public final class Sha256 {
    private Sha256() {}

    /** Ready to be fed piece by piece. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @return 32 bytes */
    public static byte[] of(byte[] bytes) {
        return begin().digest(bytes);
    }
}
