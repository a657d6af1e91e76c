package dev.smsdesk.sinch;

import dev.smsdesk.sinch.Callback.Inbound;
import dev.smsdesk.sinch.Callback.Line;
import dev.smsdesk.sinch.Callback.Reports;
import java.util.ArrayList;
import java.util.List;

/** Bodies of the SMS API; {@code type} says which. Source: Sinch SMS reference, Webhooks, read 2026-11-23. */
final class SmsCallback {

    private SmsCallback() {}

    static Callback read(Fields body) {
        String type = body.id("type");
        if (type == null) {
            throw ConversationCallback.isOne(body) ? NotReadable.belongsTo(Dialect.CONVERSATION) : body.fault("type", "is missing");
        }
        return switch (type) {
            case "recipient_delivery_report_sms", "recipient_delivery_report_mms" -> ofRecipient(body);
            case "delivery_report_sms", "delivery_report_mms" -> ofBatch(body);
            case "mo_text" -> inbound(body);
            default -> throw new NotReadable("type " + type + " is not followed here");
        };
    }

    /** Whether this is an SMS API body, wherever it was posted: that family alone has a type, and it is text. */
    static boolean isOne(Fields body) {
        return body.object().path("type").isTextual();
    }

    static Reports ofRecipient(Fields body) {
        String batch = body.requiredId("batch_id");
        Line line = new Line(body.requiredAddress("recipient"), body.required("status", Fields.STATUS_LENGTH), body.wholeNumber("code"),
                reason(body), body.time("operator_status_at"), body.time("at"), null);
        return new Reports(Dialect.SMS, batch, body.reference("client_reference"), List.of(line));
    }

    static Reports ofBatch(Fields body) {
        String batch = body.requiredId("batch_id");
        List<Line> lines = new ArrayList<>();
        for (Fields status : body.requiredEach("statuses")) {
            lines.addAll(ofStatus(status));
        }
        return new Reports(Dialect.SMS, batch, body.reference("client_reference"), lines);
    }

    /** A full report names its recipients, a summary only counts them. */
    private static List<Line> ofStatus(Fields status) {
        String word = status.required("status", Fields.STATUS_LENGTH);
        Integer code = status.wholeNumber("code");
        List<String> recipients = status.addresses("recipients");
        if (recipients.isEmpty()) {
            Integer count = status.wholeNumber("count");
            if (count == null) {
                throw status.fault("count", "is missing");
            }
            return List.of(new Line(null, word, code, null, null, null, count));
        }
        return recipients.stream().map(to -> new Line(to, word, code, null, null, null, null)).toList();
    }

    private static Inbound inbound(Fields body) {
        String id = body.requiredId("id");
        String text = body.text("body", Fields.TEXT_LENGTH);
        if (text == null) {
            throw body.fault("body", "is missing");
        }
        return new Inbound(Dialect.SMS, id, body.requiredAddress("from"), body.requiredAddress("to"), text,
                body.time("received_at"), body.time("sent_at"), body.reference("client_reference"));
    }

    private static String reason(Fields body) {
        String message = body.text("status_message", Integer.MAX_VALUE);
        return message == null || message.isEmpty() ? null : Bounded.cut(message, Fields.REASON_LENGTH);
    }
}
