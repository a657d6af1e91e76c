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
 * By what a secret is counted: a salted digest that takes long to compute, as for a password, since whoever reads the database could try guesses against
 * it. The same secret has the same one wherever it stands, so a count survives its move from next to current, or from a page to a setting.
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

    /** 32 hex digits; takes a tenth of a second when it is asked for first. */
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
