package dev.smsdesk.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.trust.BasicPassword;
import dev.smsdesk.trust.CandidateSecrets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A callback, truly signed, to which a test does one thing wrong; and the doctor who looks at it. */
final class Patient {
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    static final String KEY = "the secret of today";
    static final Secret LIVE = Secret.of("SINCH_WEBHOOK_SECRET", KEY);
    static final Secret OTHER = Secret.of("SMSDESK_CONVERSATION_WEBHOOK_SECRET", "the other path's");
    static final Secret REMOVED = Secret.of("entered 2026-11-01 10:00:00 (ABCD)", "the secret of yesterday");
    static final String REPORT = "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"01H\",\"recipient\":\"+46701234567\","
        + "\"code\":0,\"status\":\"Delivered\",\"at\":\"2026-11-24T09:59:58.123Z\",\"client_reference\":\"åäö 🎉 a/b <c>\"}";
    private final Doctor doctor = new Doctor(new SignatureCheck(Duration.ofHours(48), Duration.ofMinutes(5),
        Clock.fixed(NOW, ZoneOffset.UTC)));
    final Map<String, List<String>> headers = new LinkedHashMap<>();
    Channel channel = Channel.SMS;
    byte[] body;
    List<Secret> live = List.of(LIVE);
    boolean override;
    BasicPassword password;
    HashBudget effort = HashBudget.small();

    /** Signed as Sinch does, with the live secret. */
    static Patient healthy(String text) {
        return signed(KEY.getBytes(UTF_8), text.getBytes(UTF_8), NOW);
    }

    static Patient signed(byte[] key, byte[] body, Instant at) {
        Patient patient = new Patient();
        patient.body = body;
        String seconds = String.valueOf(at.getEpochSecond());
        patient.set(Signature.ALGORITHM_HEADER, "HmacSHA256").set(Signature.NONCE_HEADER, "01NONCE")
            .set(Signature.TIMESTAMP_HEADER, seconds);
        return patient.set(Signature.HEADER, base64(mac(key, body, ("." + "01NONCE" + "." + seconds).getBytes(UTF_8))));
    }

    Patient set(String name, String... values) {
        headers.put(name, List.of(values));
        return this;
    }

    Patient without(String name) {
        headers.remove(name);
        return this;
    }

    Patient arrivesAs(byte[] other) {
        body = other;
        return this;
    }

    Patient arrivesAs(String other) {
        return arrivesAs(other.getBytes(UTF_8));
    }

    CandidateSecrets suspects() {
        return new CandidateSecrets(live, override, List.of(OTHER), List.of(REMOVED), password);
    }

    Finding examine() {
        return doctor.examine(new Evidence(channel, headers, body, NOW), suspects(), effort);
    }

    static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
