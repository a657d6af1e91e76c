package dev.smsdesk.sinch.sms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.json.Json;

/** Body of POST /xms/v1/{plan}/batches. Source: Sinch SMS reference, read 2026-11-23. */
final class SmsBatch {
    static final int MOST_RECIPIENTS = 1000;

    private SmsBatch() {}

    /** Reports for each recipient are always asked for: Sinch's default is none at all. A plan's own callback URL may point elsewhere. */
    static String json(OutgoingMessage message, SmsOptions options) {
        if (message.to().size() > MOST_RECIPIENTS) {
            throw new IllegalArgumentException("A batch has 1 to " + MOST_RECIPIENTS + " recipients, not " + message.to().size() + ".");
        }
        ObjectNode json = Json.newObject();
        message.to().forEach(json.putArray("to")::add);
        json.put("from", message.from());
        json.put("body", message.text());
        json.put("type", "mt_text");
        json.put("delivery_report", options.deliveryReport());
        json.put("callback_url", message.callbackUrl().toString());
        json.put("client_reference", message.reference());
        json.put("max_number_of_message_parts", options.maxParts());
        return json.toString();
    }
}
