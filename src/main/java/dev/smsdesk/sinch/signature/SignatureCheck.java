package dev.smsdesk.sinch.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Says whether Sinch signed these exact bytes, recently. Order: headers, form, HMAC with every secret, and the time window last,
 * so {@link Verdict#STALE} and {@link Verdict#AHEAD} are said of truly signed callbacks alone. Thread-safe.
 */
public final class SignatureCheck {
    private final Duration maxAge;
    private final Duration maxAhead;
    private final Clock clock;

    /**
     * @param maxAge   oldest signature still believed; Sinch retries for up to 46 h and may not sign anew
     * @param maxAhead how far in the future a signature may lie
     */
    public SignatureCheck(Duration maxAge, Duration maxAhead, Clock clock) {
        this.maxAge = maxAge;
        this.maxAhead = maxAhead;
        this.clock = clock;
    }

    /**
     * @param headers of the request, names in any case
     * @param body    the bytes exactly as they came
     * @param secrets every live secret of the path; all are tried, whichever fits. With none, nothing is genuine
     */
    public SignatureResult check(Map<String, List<String>> headers, byte[] body, List<Secret> secrets) {
        SignatureHeaders signed = SignatureHeaders.of(headers);
        Verdict form = signed.form();
        if (form != Verdict.GENUINE) {
            return new SignatureResult(form, null, signed.wellFormedNonce(), signed.signedAt());
        }
        String fitting = fitting(signed, body, secrets);
        Instant signedAt = signed.signedAt();
        return new SignatureResult(fitting == null ? Verdict.MISMATCH : inTime(signedAt), fitting, signed.nonce(), signedAt);
    }

    /** Whether any of the four signature headers came, in any form. */
    public static boolean isSigned(Map<String, List<String>> headers) {
        return SignatureHeaders.of(headers).form() != Verdict.NOT_SIGNED;
    }

    /** Tries all secrets, so that the time taken does not tell which one fits. */
    private static String fitting(SignatureHeaders signed, byte[] body, List<Secret> secrets) {
        byte[] given = signed.signature().getBytes(StandardCharsets.US_ASCII);
        String fitting = null;
        for (Secret secret : secrets) {
            String expected = Signature.sign(secret, body, signed.nonce(), signed.timestamp());
            boolean fits = MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), given);
            fitting = fits && fitting == null ? secret.name() : fitting;
        }
        return fitting;
    }

    private Verdict inTime(Instant signedAt) {
        Instant now = clock.instant();
        if (signedAt.isBefore(now.minus(maxAge))) {
            return Verdict.STALE;
        }
        return signedAt.isAfter(now.plus(maxAhead)) ? Verdict.AHEAD : Verdict.GENUINE;
    }

    /**
     * @param secretName the secret that fitted, or null when none did
     * @param nonce      null unless it came once and well-formed
     * @param signedAt   null unless its header came once and well-formed
     */
    public record SignatureResult(Verdict verdict, String secretName, String nonce, Instant signedAt) {}
}
