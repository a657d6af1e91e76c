package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as Sinch does: HMAC-SHA-256 of body, dot, nonce, dot, seconds. Written a second time on purpose: the
 * application's own code must not vouch for itself.
 */
public record SinchSignature(String secret) {

    /** The four headers over this body, with a nonce of their own. */
    public Map<String, String> headers(byte[] body, Instant at) {
        return headers(body, UUID.randomUUID().toString(), at);
    }

    public Map<String, String> headers(byte[] body, String nonce, Instant at) {
        String seconds = Long.toString(at.getEpochSecond());
        return Map.of(
                "x-sinch-webhook-signature", over(body, nonce, seconds),
                "x-sinch-webhook-signature-algorithm", "HmacSHA256",
                "x-sinch-webhook-signature-nonce", nonce,
                "x-sinch-webhook-signature-timestamp", seconds);
    }

    /** The signature alone, with a timestamp of any form. */
    public String over(byte[] body, String nonce, String timestamp) {
        return Base64.getEncoder().encodeToString(mac(body, nonce, timestamp));
    }

    private byte[] mac(byte[] body, String nonce, String seconds) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update(body);
            return mac.doFinal(("." + nonce + "." + seconds).getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
