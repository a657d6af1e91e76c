package dev.smsdesk.doctor;

import dev.smsdesk.sinch.Dialect;
import dev.smsdesk.sinch.Secret;
import dev.smsdesk.sinch.Signature;
import dev.smsdesk.sinch.SignatureCheck;
import dev.smsdesk.trust.Suspects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Somebody brings a callback and asks. It may be of any age: how old it is, is told beside the finding. */
public final class Consultation {
    private static final Duration ANY_AGE = Duration.ofDays(36_500);
    private static final String TYPED = "the secret that you typed in";
    private final Doctor doctor;
    private final Clock clock;

    public Consultation(Clock clock) {
        this.clock = clock;
        this.doctor = new Doctor(new SignatureCheck(ANY_AGE, ANY_AGE, clock));
    }

    /**
     * @param headers   which of the signature headers came
     * @param algorithm what that header says, or null
     * @param age       since it was signed, negative for the future; null without a timestamp that can be read
     */
    public record Advice(Finding finding, List<String> headers, String algorithm, Duration age) {
        public boolean isGenuine() {
            return finding.cause() == Cause.GENUINE;
        }
    }

    /**
     * @param path  {@code sms} or {@code conversation}
     * @param typed a secret that is tried and forgotten, or the empty text
     */
    public Advice ask(String path, Map<String, List<String>> headers, byte[] body, Suspects suspects, String typed) {
        Evidence evidence = new Evidence(Dialect.valueOf(path.toUpperCase(Locale.ROOT)), headers, body, clock.instant());
        Finding finding = doctor.examine(evidence, suspects, typed.isEmpty() ? null : Secret.of(TYPED, typed), Effort.large());
        List<String> came = List.of(Signature.HEADER, Signature.ALGORITHM_HEADER, Signature.NONCE_HEADER, Signature.TIMESTAMP_HEADER).stream()
            .filter(name -> !evidence.values(name).isEmpty()).toList();
        String timestamp = evidence.value(Signature.TIMESTAMP_HEADER);
        Duration age = timestamp.matches("[0-9]{10,11}") ? Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), evidence.receivedAt()) : null;
        return new Advice(finding, came, evidence.values(Signature.ALGORITHM_HEADER).isEmpty() ? null : HeaderMistakes.shown(evidence.value(Signature.ALGORITHM_HEADER)), age);
    }
}
