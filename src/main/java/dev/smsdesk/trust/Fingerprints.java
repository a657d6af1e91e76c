package dev.smsdesk.trust;

import dev.smsdesk.sinch.signature.Secret;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The key under which a secret's uses are counted: a salted digest that is slow to compute, as for a password, because a reader of the
 * database could otherwise test guesses. It is the same wherever the secret is stored, so a count survives its move from next to current
 * or from a page to a setting.
 */
final class Fingerprints {
    private static final int ROUNDS = 210_000;
    private static final int BITS = 128;
    private final byte[] salt;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** @param salt of this installation, the same on all nodes */
    Fingerprints(byte[] salt) {
        this.salt = salt.clone();
    }

    /** 32 hex digits; the first call per secret takes 100 ms. */
    String of(Secret secret) {
        return known.computeIfAbsent(Base64.getEncoder().encodeToString(secret.key()), this::compute);
    }

    private String compute(String key) {
        PBEKeySpec spec = new PBEKeySpec(key.toCharArray(), salt, ROUNDS, BITS);
        try {
            return HexFormat.of().formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }
}
