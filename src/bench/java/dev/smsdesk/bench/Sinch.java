package dev.smsdesk.bench;

import com.github.f4b6a3.ulid.UlidCreator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Reports on submissions as Sinch sends them for {@code delivery_report=per_recipient}: three for each recipient, signed. */
final class Sinch {
    static final String SECRET = "secret-of-the-benchmark";
    private static final List<String> WORDS = List.of("400,\"status\":\"Queued\"", "401,\"status\":\"Dispatched\"",
        "0,\"status\":\"Delivered\"");
    private static final String ORIGINATOR = "46700000000";
    private final Mac mac;

    Sinch() {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As many reports on these as are asked for: each submission's recipients are queued, then dispatched, then delivered. */
    void report(List<Submission> submissions, int count, Requests to) {
        to.clear();
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (Submission submission : submissions) {
            for (String word : WORDS) {
                at = at.plusMillis(7);
                String head = "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"" + submission.providerId()
                    + "\",\"code\":" + word
                    + ",\"at\":\"" + at + "\",\"operator_status_at\":\"" + at.truncatedTo(ChronoUnit.SECONDS) + "\",\"client_reference\":\""
                    + submission.id() + "\",\"applied_originator\":\"" + ORIGINATOR
                    + "\",\"number_of_message_parts\":1,\"operator\":\"24001\",\"recipient\":\"";
                for (int i = 0; i < Submission.RECIPIENTS && to.count() < count; i++) {
                    to.add(sign(head + submission.digits(i) + "\"}"));
                }
            }
        }
    }

    /** The final report on one recipient. */
    SignedBody delivered(String batchId, String reference, String digits) {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return sign("{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"" + batchId + "\",\"code\":" + WORDS.get(2)
            + ",\"at\":\"" + at + "\",\"operator_status_at\":\"" + at.truncatedTo(ChronoUnit.SECONDS)
            + "\",\"client_reference\":\"" + reference
            + "\",\"applied_originator\":\"" + ORIGINATOR + "\",\"number_of_message_parts\":1,\"operator\":\"24001\",\"recipient\":\""
            + digits + "\"}");
    }

    private SignedBody sign(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String nonce = UlidCreator.getMonotonicUlid().toString();
        String timestamp = Long.toString(System.currentTimeMillis() / 1_000);
        mac.update(body);
        byte[] signature = mac.doFinal(("." + nonce + "." + timestamp).getBytes(StandardCharsets.US_ASCII));
        return new SignedBody(body, nonce, timestamp, Base64.getEncoder().encodeToString(signature));
    }
}
