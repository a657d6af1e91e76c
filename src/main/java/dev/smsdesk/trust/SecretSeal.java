package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets for the database with AES-256-GCM, bound to the row's id, path and slot, so that a moved or swapped row cannot be
 * opened.
 */
public final class SecretSeal {
    public static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    /** @param key {@value #KEY_BYTES} bytes */
    public SecretSeal(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key of " + KEY_BYTES + " bytes");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /** The only place where a sealed secret can be opened. */
    record Place(String id, Channel channel, String slot) {
        private byte[] bytes() {
            return (id + "/" + channel.word() + "/" + slot).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** @return initialisation vector and ciphertext */
    byte[] seal(Place place, byte[] secret) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv, place).doFinal(secret);
            byte[] both = Arrays.copyOf(iv, IV_BYTES + sealed.length);
            System.arraycopy(sealed, 0, both, IV_BYTES, sealed.length);
            return both;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /** @return empty if it was sealed with another key or for another place, or was changed */
    Optional<Secret> open(Place place, byte[] sealed, String name) {
        if (sealed.length <= IV_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        try {
            byte[] secret = cipher(Cipher.DECRYPT_MODE, sealed, place).doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
            return Optional.of(new Secret(name, secret));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, byte[] iv, Place place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv, 0, IV_BYTES));
        cipher.updateAAD(place.bytes());
        return cipher;
    }

    @Override
    public String toString() {
        return "SecretSeal";
    }
}
