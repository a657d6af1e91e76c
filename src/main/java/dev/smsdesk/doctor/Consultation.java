package dev.smsdesk.doctor;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.sinch.signature.Verdict;
import dev.smsdesk.trust.CandidateSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Diagnoses a callback that a user pastes. Its age does not matter for the diagnosis; whether it would be accepted now is reported beside
 * it.
 */
public final class Consultation {
    private static final Duration ANY_AGE = Duration.ofDays(36_500);
    private static final String TYPED = "the secret that you typed in";
    private final SignatureCheck check;
    private final Doctor doctor;
    private final Clock clock;

    /** @param check the one that verifies callbacks */
    public Consultation(SignatureCheck check, Clock clock) {
        this.check = check;
        this.clock = clock;
        this.doctor = new Doctor(new SignatureCheck(ANY_AGE, ANY_AGE, clock));
    }

    /**
     * @param typed     whether the finding holds for the entered secret, and none of the known ones fits
     * @param headers   names of the signature headers present
     * @param algorithm from its header, or null
     * @param age       since the signature, negative if in the future; null without a readable timestamp
     */
    public record Diagnosis(Finding finding, boolean typed, List<String> headers, String algorithm, Duration age) {
        /** Whether it is genuine, though perhaps too old or too early. */
        public boolean isProven() {
            return finding.cause().isProof();
        }

        /** Whether it would be accepted now. */
        public boolean isBelieved() {
            return finding.cause() == Cause.GENUINE || finding.cause() == Cause.PASSWORD_FITS;
        }

        /** How much it explains, 0 is best. A text field changes line ends, so that cause ranks below every other explanation. */
        public int rank() {
            return isProven() ? 0 : finding.cause().isOpen() ? 3 : finding.cause() == Cause.BODY_LINE_ENDS ? 2 : 1;
        }
    }

    /**
     * @param path  {@code sms} or {@code conversation}
     * @param headers found in the pasted text; may be empty
     * @param typed a secret to try if no known one fits, not stored; may be empty
     */
    public Diagnosis ask(String path, Map<String, List<String>> headers, byte[] body, CandidateSecrets suspects, String typed) {
        Evidence evidence = new Evidence(Channel.valueOf(path.toUpperCase(Locale.ROOT)), headers, body, clock.instant());
        if (headers.isEmpty()) {
            return advice(evidence, Finding.of(Cause.HEADERS_NOT_READ), false);
        }
        Finding finding = doctor.examine(evidence, suspects, HashBudget.large());
        if (finding.cause().isOpen() && !typed.isEmpty()) {
            Finding other = doctor.examine(evidence, new CandidateSecrets(List.of(Secret.of(TYPED, typed)), false, List.of(), List.of(),
                null), HashBudget.large());
            if (other.cause() == Cause.GENUINE) {
                return advice(evidence, Finding.of(Cause.TYPED_SECRET), false);
            }
            if (!other.cause().isOpen()) {
                return advice(evidence, other, true);
            }
        }
        return advice(evidence, finding.cause() == Cause.GENUINE ? now(evidence, suspects, finding) : finding, false);
    }

    /** A genuine callback may be too old by now, or signed in the future. */
    private Finding now(Evidence evidence, CandidateSecrets suspects, Finding genuine) {
        Verdict verdict = check.check(evidence.headers(), evidence.body(), suspects.live()).verdict();
        String when = Detail.MADE_WITH.stored(genuine.detail(), age(evidence).abs());
        return verdict == Verdict.STALE ? new Finding(Cause.GENUINE_OLD, when) : verdict == Verdict.AHEAD
            ? new Finding(Cause.GENUINE_AHEAD, when) : genuine;
    }

    private static Diagnosis advice(Evidence evidence, Finding finding, boolean typed) {
        List<String> came = List.of(Signature.HEADER, Signature.ALGORITHM_HEADER, Signature.NONCE_HEADER, Signature.TIMESTAMP_HEADER)
            .stream()
            .filter(name -> !evidence.values(name).isEmpty()).toList();
        String algorithm = evidence.values(Signature.ALGORITHM_HEADER).isEmpty() ? null
            : HeaderMistakes.shown(evidence.value(Signature.ALGORITHM_HEADER));
        return new Diagnosis(finding, typed, came, algorithm, age(evidence));
    }

    private static Duration age(Evidence evidence) {
        String timestamp = evidence.value(Signature.TIMESTAMP_HEADER);
        return timestamp.matches("[0-9]{10,11}") ? Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), evidence.receivedAt())
            : null;
    }
}
