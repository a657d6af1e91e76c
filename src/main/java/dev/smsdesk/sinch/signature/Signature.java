package dev.smsdesk.sinch.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sinch's callback signature: Base64 of HMAC-SHA-256 over body, dot, nonce, dot, timestamp. The same for both channels. */
public final class Signature {
    public static final String HEADER = "x-sinch-webhook-signature";
    public static final String ALGORITHM_HEADER = "x-sinch-webhook-signature-algorithm";
    public static final String NONCE_HEADER = "x-sinch-webhook-signature-nonce";
    public static final String TIMESTAMP_HEADER = "x-sinch-webhook-signature-timestamp";
    /** The one algorithm Sinch documents, and the one we compute; a caller's word for it never reaches the provider. */
    public static final String ALGORITHM = "HmacSHA256";

    /** Looking one up takes a lock in the security providers, so each thread keeps its own. */
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(Signature::newMac);

    private static final int SHORTEST_FOLDED = 10;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_-]+");

    private Signature() {}

    /**
     * @param body      the bytes exactly as they go over the wire
     * @param nonce     unique text
     * @param timestamp seconds since 1970 as decimal text
     * @return 44 characters of standard Base64 with padding
     */
    public static String sign(Secret secret, byte[] body, String nonce, String timestamp) {
        Mac mac = MACS.get();
        try {
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No HMAC with " + secret, e);
        }
        mac.update(body);
        mac.update(('.' + nonce + '.' + timestamp).getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal());
    }

    /**
     * Whether a value is that of a repeated header which something on the way has folded into one, {@code v, v} (RFC 9110, section 5.3): no
     * value of Sinch's has a comma.
     */
    public static boolean isFolded(String value) {
        List<String> parts = List.of(value.split(" *, *", -1));
        int length = parts.get(0).length();
        return parts.size() > 1 && length > 0 && (parts.stream().allMatch(parts.get(0)::equals)
            || length >= SHORTEST_FOLDED && parts.stream().allMatch(part -> part.length() == length && TOKEN.matcher(part).matches()));
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
