package dev.smsdesk.doctor;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.trust.CandidateSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Diagnoses why a callback is refused: one cause, one fix. A finding never makes a callback accepted. */
public final class Doctor {
    private static final String RECEIPT = "\"message_delivery_report\"";
    /** Larger bodies are not rewritten; their edges and the secrets are tried all the same. */
    private static final int MOST_REWRITTEN = 64 << 10;
    private final SignatureCheck check;

    /** @param check the one that refused it */
    public Doctor(SignatureCheck check) {
        this.check = check;
    }

    public Finding examine(Evidence evidence, CandidateSecrets suspects, HashBudget effort) {
        SignatureCheck.SignatureResult result = check.check(evidence.headers(), evidence.body(), suspects.live());
        HeaderMistakes headers = new HeaderMistakes(evidence, suspects.live(), effort);
        return switch (result.verdict()) {
            case GENUINE -> new Finding(Cause.GENUINE, result.secretName());
            case NOT_SIGNED -> headers.notSigned(suspects.password());
            case HEADER_MISSING -> headers.missing();
            case HEADER_REPEATED -> headers.repeated();
            case WRONG_ALGORITHM -> headers.algorithm();
            case MALFORMED_SIGNATURE -> headers.signature();
            case MALFORMED_NONCE -> headers.nonce();
            case MALFORMED_TIMESTAMP -> headers.timestamp();
            case STALE -> new Finding(Cause.STALE, Duration.between(result.signedAt(), evidence.receivedAt()).toString());
            case AHEAD -> new Finding(Cause.CLOCK_BEHIND, Duration.between(evidence.receivedAt(), result.signedAt()).toString());
            case MISMATCH -> mismatch(evidence, suspects, effort);
        };
    }

    private static Finding mismatch(Evidence evidence, CandidateSecrets suspects, HashBudget effort) {
        byte[] body = evidence.body();
        String nonce = evidence.value(Signature.NONCE_HEADER);
        String timestamp = evidence.value(Signature.TIMESTAMP_HEADER);
        Trial trial = new Trial(Base64.getDecoder().decode(evidence.value(Signature.HEADER)), nonce, timestamp, suspects.live(), effort);
        SecretMistakes secrets = new SecretMistakes(trial, body);
        BodyMistakes bodies = new BodyMistakes(trial, body);
        Optional<Finding> found = secrets.other(suspects).or(bodies::atTheEdges).or(() -> secrets.written(suspects))
            .or(() -> new PartsMistakes(trial, body, nonce, timestamp).find())
            .or(() -> body.length > MOST_REWRITTEN ? new CompressionMistakes(trial, body).find() : bodies.throughout());
        return found.orElseGet(() -> unexplained(evidence, suspects, effort));
    }

    private static Finding unexplained(Evidence evidence, CandidateSecrets suspects, HashBudget effort) {
        if (suspects.live().isEmpty()) {
            return Finding.of(Cause.NO_SECRET);
        }
        if (evidence.body().length == 0) {
            return Finding.of(Cause.BODY_EMPTY);
        }
        boolean receipt = evidence.channel() == Channel.CONVERSATION
            && new String(evidence.body(), StandardCharsets.ISO_8859_1).contains(RECEIPT);
        if (receipt && !suspects.override()) {
            return Finding.of(Cause.PERHAPS_OVERRIDE);
        }
        boolean tooMuch = effort.isExhausted() || evidence.body().length > MOST_REWRITTEN;
        return new Finding(Cause.UNEXPLAINED, tooMuch ? Detail.NOT_ALL_TRIED.stored() : "");
    }
}
