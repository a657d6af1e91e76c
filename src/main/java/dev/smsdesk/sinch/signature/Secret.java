package dev.smsdesk.sinch.signature;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A webhook secret and its name. {@code toString} shows the name alone.
 * @param name what logs and pages call it, for example the setting it came from
 * @param key  the secret's UTF-8 bytes as they are, neither trimmed nor Base64-decoded
 */
public record Secret(String name, byte[] key) {

    /** @throws IllegalArgumentException for an empty key: every caller could sign with it */
    public Secret {
        Objects.requireNonNull(name, "name");
        if (key.length == 0) {
            throw new IllegalArgumentException("The secret " + name + " is empty.");
        }
        key = key.clone();
    }

    /** A secret as it stands in a setting. */
    public static Secret of(String name, String text) {
        return new Secret(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public byte[] key() {
        return key.clone();
    }

    @Override
    public String toString() {
        return "Secret[" + name + "]";
    }
}
