package dev.smsdesk.message.fold;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.store.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;

/**
 * One statement about a recipient of a submission, before it is stored as a {@link Report}.
 * @param digits     the recipient, E.164 without plus; null where it speaks of all (a summary)
 * @param providerId under which id Sinch said it, or null where Sinch said nothing
 * @param status     the status, unchanged
 * @param state      what the word means, or null where we do not know it
 * @param operatorAt operator's time, or null
 * @param at         Sinch's time, or null
 * @param count      how many messages, in a summary; else null
 * @param callbackId the callback that said it, or null
 */
public record DeliveryEvent(String digits, String providerId, String status, DeliveryState state, Integer code, String reason,
                            Instant operatorAt, Instant at, Integer count, ReportSource source, String callbackId) {

    /** One of our own words about one recipient: the answer to sending, or a person's decision. */
    public static DeliveryEvent ours(String digits, String providerId, DeliveryState state, Integer code, String reason, Instant at,
        ReportSource source) {
        return new DeliveryEvent(digits, providerId, state.name(), state, code, reason, null, at, null, source, null);
    }

    /** The same about this recipient. */
    DeliveryEvent to(String recipient) {
        return new DeliveryEvent(recipient, providerId, status, state, code, reason, operatorAt, at, count, source, callbackId);
    }

    /** The claimed state; without one if the status is unknown. */
    Standing standing() {
        return new Standing(state, operatorAt, at, code, reason, providerId);
    }

    /** Digest of the content without its source: 43 characters. The same claim by callback and by polling is one report. */
    String identity(Channel channel, String submissionId) {
        MessageDigest digest = Sha256.begin();
        add(digest, channel.word());
        add(digest, providerId != null ? providerId : submissionId);
        add(digest, digits);
        add(digest, status);
        add(digest, code);
        add(digest, reason);
        add(digest, operatorAt);
        add(digest, at);
        add(digest, count);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    /** Length first, so that no two sequences of fields read the same; a missing field is length -1. */
    private static void add(MessageDigest digest, Object field) {
        byte[] bytes = field == null ? new byte[0] : field.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(field == null ? -1 : bytes.length).array());
        digest.update(bytes);
    }
}
