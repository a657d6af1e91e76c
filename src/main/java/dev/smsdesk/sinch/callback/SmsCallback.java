package dev.smsdesk.sinch.callback;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.callback.Callback.Inbound;
import dev.smsdesk.sinch.callback.Callback.RecipientReport;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.NotReadable;
import dev.smsdesk.sinch.json.Unreadable;
import java.util.ArrayList;
import java.util.List;

/** Bodies of the SMS API; {@code type} says which. Source: Sinch SMS reference, Webhooks, read 2026-11-23. */
public final class SmsCallback {
    private static final String OF_RECIPIENT = "recipient_delivery_report_sms";
    private static final String OF_BATCH = "delivery_report_sms";
    private static final String TEXT = "mo_text";

    private SmsCallback() {}

    public static Callback read(Fields body) {
        String type = body.id("type");
        if (type == null && ConversationCallback.isOne(body)) {
            throw NotReadable.belongsTo(Channel.CONVERSATION);
        }
        return switch (type == null ? typeByMembers(body) : type) {
            case OF_RECIPIENT, "recipient_delivery_report_mms" -> ofRecipient(body);
            case OF_BATCH, "delivery_report_mms" -> ofBatch(body);
            case TEXT -> inbound(body);
            default -> throw new NotReadable(Unreadable.TYPE_NOT_FOLLOWED, type);
        };
    }

    /** Whether this is an SMS API body, wherever it was posted: that channel alone has a type, and it is text. */
    static boolean isOne(Fields body) {
        return body.object().path("type").isTextual();
    }

    /** A type that is absent or cannot be read is an odd member like others: the members that a type requires tell it as well. */
    private static String typeByMembers(Fields body) {
        if (body.object().hasNonNull("batch_id") && body.object().path("statuses").isArray()) {
            return OF_BATCH;
        }
        if (body.object().hasNonNull("batch_id") && body.object().hasNonNull("recipient")) {
            return OF_RECIPIENT;
        }
        boolean text = body.object().hasNonNull("id") && body.object().hasNonNull("from") && body.object().path("body").isTextual();
        if (text && !body.object().has("udh")) {
            return TEXT;
        }
        throw body.fault("type", Unreadable.MEMBER_MISSING);
    }

    public static Reports ofRecipient(Fields body) {
        String batch = body.requiredId("batch_id");
        RecipientReport line = new RecipientReport(body.requiredAddress("recipient"), body.required("status", Fields.STATUS_LENGTH),
            body.wholeNumber("code"),
                reason(body), body.time("operator_status_at"), body.time("at"), null);
        return new Reports(Channel.SMS, batch, body.id("client_reference"), List.of(line), body.ignored());
    }

    /** What can be read of the statuses counts; not one that can be read makes it unreadable. */
    public static Reports ofBatch(Fields body) {
        String batch = body.requiredId("batch_id");
        List<RecipientReport> lines = new ArrayList<>();
        NotReadable fault = null;
        for (Fields status : body.requiredEach("statuses")) {
            try {
                lines.addAll(ofStatus(status));
            } catch (NotReadable e) {
                fault = e;
                status.ignore("status");
            }
        }
        if (fault != null && lines.isEmpty()) {
            throw fault;
        }
        return new Reports(Channel.SMS, batch, body.id("client_reference"), lines, body.ignored());
    }

    /** A full report names its recipients, a summary only counts them. */
    private static List<RecipientReport> ofStatus(Fields status) {
        String word = status.required("status", Fields.STATUS_LENGTH);
        Integer code = status.wholeNumber("code");
        List<String> recipients = status.addresses("recipients");
        Integer count = status.wholeNumber("count");
        return recipients.isEmpty() ? List.of(new RecipientReport(null, word, code, null, null, null, count))
            : recipients.stream().map(to -> new RecipientReport(to, word, code, null, null, null, null)).toList();
    }

    private static Inbound inbound(Fields body) {
        String id = body.requiredId("id");
        String text = body.requiredText("body", Fields.TEXT_LENGTH);
        return new Inbound(Channel.SMS, id, body.requiredAddress("from"), body.address("to"), text, body.time("received_at"),
            body.time("sent_at"),                body.id("client_reference"), body.ignored());
    }

    private static String reason(Fields body) {
        String message = body.text("status_message");
        return message == null ? null : Text.cut(message, Fields.REASON_LENGTH);
    }
}
