package dev.smsdesk.receive.refusal;

import dev.smsdesk.account.Channel;
import dev.smsdesk.doctor.Finding;
import dev.smsdesk.receive.answer.RefusalReason;
import java.time.Duration;
import java.time.Instant;

/**
 * A callback that was turned away; never its body.
 * @param status     what was answered
 * @param headers    which of the signature headers came, their short names
 * @param bodyBytes  length that was read or declared, or null where neither is known
 * @param sha256     of the body in hex, or null where it was not read
 * @param signedAt   what the timestamp header said, or null
 * @param address    the caller's network
 * @param said       what else the request said of itself
 * @param finding    the doctor's, or null where he has not looked (yet)
 * @param alike      how many others like it came and were not written down
 */
public record Refusal(String id, Channel channel, RefusalReason reason, int status, String headers, Long bodyBytes, String sha256,
                      Instant signedAt, String address, Instant receivedAt, Said said, Finding finding, long alike) {

    /** Headers, cut to what is kept; each null where it did not come. */
    public record Said(String algorithm, String contentType, String encoding) {}

    Refusal with(Finding found) {
        return new Refusal(id, channel, reason, status, headers, bodyBytes, sha256, signedAt, address, receivedAt, said, found, alike);
    }

    /** How far the sender's time is behind ours, negative where it is ahead; null without one. */
    public Duration age() {
        return signedAt == null ? null : Duration.between(signedAt, receivedAt);
    }

    /** Whether the secrets that are set here have to be looked at. */
    public boolean isAboutSecrets() {
        return finding == null ? reason.isAboutSecrets() : finding.cause().isAboutSecrets();
    }

    /** Whether the page Connection helps. */
    public boolean isAboutConnection() {
        return finding == null ? reason == RefusalReason.NOT_SIGNED : finding.cause().isAboutConnection();
    }
}
