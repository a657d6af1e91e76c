package dev.smsdesk.send;

import dev.smsdesk.access.key.ApiRequest;
import dev.smsdesk.store.Sha256;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;

/**
 * By which a repeat of a request is known.
 * @param caller who asks, at most 230 characters; the same key of another caller is another key
 * @param key    1 to 128 printable ASCII characters without a blank at either end, see {@link #isKey}
 * @param digest SHA-256 of what is asked for, 32 bytes
 */
public record Idempotency(String caller, String key, byte[] digest) {
    public Idempotency {
        if (!isKey(key)) {
            throw new IllegalArgumentException("an idempotency key is 1 to 128 printable ASCII characters");
        }
        if (digest.length != 32) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes");
        }
        digest = digest.clone();
    }

    /** @param request all that is asked for; @return null where the caller sent no key */
    static Idempotency of(SecurityContext caller, HttpHeaders headers, String request) {
        String key = ApiRequest.idempotencyKey(headers);
        return key == null ? null : new Idempotency(ApiRequest.who(caller), key, Sha256.of(request.getBytes(StandardCharsets.UTF_8)));
    }

    public static boolean isKey(String text) {
        return ApiRequest.isIdempotencyKey(text);
    }

    @Override
    public byte[] digest() {
        return digest.clone();
    }
}
