package dev.smsdesk.sinch.callback;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;
import dev.smsdesk.sinch.json.PhoneDigits;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What the body of a genuine callback says. Words of Sinch are carried as they are; times are cut to microseconds; numbers are digits
 * ({@link PhoneDigits}); a lone surrogate in any text is replaced by U+FFFD, so that every database takes it.
 */
public sealed interface Callback {

    /**
     * News of one batch or message.
     * @param providerId batch id | message id; at most 128 characters
     * @param reference  ours, as sent along: {@code client_reference} | {@code metadata}; null when absent
     * @param lines      none for a scheduled batch that was cancelled
     * @param ignored    members that could not be read and count as absent, for example {@code operator_status_at}
     */
    record Reports(Channel channel, String providerId, String reference, List<RecipientReport> lines, Collection<String> ignored)
        implements Callback {
        public Reports {
            lines = List.copyOf(lines);
            ignored = List.copyOf(ignored);
        }

        public Reports(Channel channel, String providerId, String reference, List<RecipientReport> lines) {
            this(channel, providerId, reference, lines, List.of());
        }
    }

    /**
     * One status, of one recipient or (in a summary) of a number of them.
     * @param recipient  null in a summary; also null when a Conversation report leaves its one recipient out
     * @param status     Sinch's word, known to us or not; at most 64 characters
     * @param code       SMS only: 0 or 400 to 418 and others; null when absent
     * @param reason     {@code status_message} | "CODE: description (SUB_CODE)"; cut to 500 characters; null when absent
     * @param operatorAt {@code operator_status_at} | {@code event_time}; null when absent
     * @param at         {@code at} | {@code accepted_time}; null when absent, as in every batch report
     * @param count      in a summary how many recipients, where it says; else null
     */
    record RecipientReport(String recipient, String status, Integer code, String reason, Instant operatorAt, Instant at, Integer count) {}

    /**
     * A text that a phone sent to us.
     * @param to         null when absent
     * @param text       may be empty; at most 4000 characters
     * @param receivedAt by Sinch; null when absent
     * @param sentAt     as the channel says; null when absent
     * @param reference  {@code client_reference} of an earlier message to that person | {@code correlation_id}; null when absent
     * @param ignored    members that could not be read and count as absent
     */
    record Inbound(Channel channel, String id, String from, String to, String text, Instant receivedAt, Instant sentAt, String reference,
                   Collection<String> ignored) implements Callback {
        public Inbound {
            ignored = List.copyOf(ignored);
        }

        public Inbound(Channel channel, String id, String from, String to, String text, Instant receivedAt, Instant sentAt,
            String reference) {
            this(channel, id, from, to, text, receivedAt, sentAt, reference, List.of());
        }
    }

    /**
     * Genuine, but nothing we can act on: kept and shown.
     * @param why one line that names the type, or the member that is missing or out of bounds; at most 200 characters
     */
    record NotUnderstood(String why) implements Callback {}

    /**
     * Never throws for any bytes, and works in time and stack bounded by their number. A body with a member given twice, or with
     * anything after its one object, is not understood: readers would differ in what it says.
     * @param body            at most about a MiB; read as UTF-8 where it is valid UTF-8, also against the charset parameter
     * @param contentType     null or blank counts as JSON; its charset is used where the body is not valid UTF-8
     * @param contentEncoding null, blank or identity; nothing is ever inflated
     */
    static Callback read(Channel channel, byte[] body, String contentType, String contentEncoding) {
        try {
            CallbackForm.require(contentType, contentEncoding);
            Fields fields = Fields.of(Json.object(body, () -> CallbackForm.charset(contentType)));
            return channel == Channel.SMS ? SmsCallback.read(fields) : ConversationCallback.read(fields);
        } catch (NotReadable e) {
            return new NotUnderstood(Text.line(e.getMessage(), 200));
        }
    }
}
