package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Access tokens as Sinch's: JWTs that last an hour. Their key is derived from the key secret, so that they outlive a restart. */
final class AccessTokens {
    static final Duration LIFETIME = Duration.ofHours(1);
    private static final String HEADER = part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
    private final byte[] key;
    private final Clock clock;

    enum Validity { VALID, EXPIRED, INVALID }

    AccessTokens(SandboxSettings settings, Clock clock) {
        this.key = mac(settings.token().getBytes(StandardCharsets.UTF_8), "access tokens of the sandbox");
        this.clock = clock;
    }

    String issue() {
        long now = clock.instant().getEpochSecond();
        String claims = Json.newObject().put("sub", SandboxSettings.NAME).put("iat", now).put("exp", now + LIFETIME.toSeconds()).toString();
        String signed = HEADER + "." + part(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + part(mac(key, signed));
    }

    /** @param authorization value of that header, or null */
    Validity validity(String authorization) {
        String token = String.valueOf(authorization).replaceFirst("^Bearer ", "");
        int end = token.lastIndexOf('.');
        if (end < 0 || token.equals(authorization) || !isSigned(token.substring(0, end), token.substring(end + 1))) {
            return Validity.INVALID;
        }
        try {
            String claims = token.substring(token.indexOf('.') + 1, end);
            JsonNode expiry = Json.object(Base64.getUrlDecoder().decode(claims)).path("exp");
            return expiry.asLong() > clock.instant().getEpochSecond() ? Validity.VALID : Validity.EXPIRED;
        } catch (NotReadable | IllegalArgumentException e) {
            return Validity.INVALID;
        }
    }

    private boolean isSigned(String signed, String signature) {
        return MessageDigest.isEqual(part(mac(key, signed)).getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
