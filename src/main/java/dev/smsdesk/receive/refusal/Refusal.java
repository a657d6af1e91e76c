package dev.smsdesk.receive.refusal;

import dev.smsdesk.account.Channel;
import dev.smsdesk.doctor.Finding;
import dev.smsdesk.receive.answer.RefusalReason;
import java.time.Duration;
import java.time.Instant;

/**
 * A refused callback, without its body.
 * @param status     HTTP status of the answer
 * @param headers    short names of the signature headers present
 * @param bodyBytes  length read or declared, or null if unknown
 * @param sha256     of the body in hex, or null if it was not read
 * @param signedAt   from the timestamp header, or null
 * @param address    the caller's network
 * @param said       other headers
 * @param finding    the doctor's, or null before or without a diagnosis
 * @param alike      number of similar refusals that were not recorded
 */
public record Refusal(String id, Channel channel, RefusalReason reason, int status, String headers, Long bodyBytes, String sha256,
                      Instant signedAt, String address, Instant receivedAt, Said said, Finding finding, long alike) {

    /** Headers, cut to the columns' lengths; each may be null. */
    public record Said(String algorithm, String contentType, String encoding) {}

    Refusal with(Finding found) {
        return new Refusal(id, channel, reason, status, headers, bodyBytes, sha256, signedAt, address, receivedAt, said, found, alike);
    }

    /** Time from signature to arrival, negative if signed in the future; null without a timestamp. */
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
