package dev.smsdesk.sinch.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.json.Json;

/** Body of POST /v1/projects/{project}/messages:send for a text on channel SMS. Source: Sinch Conversation reference, read 2026-11-23. */
final class ConversationMessage {
    static final String CHANNEL = "SMS";

    private ConversationMessage() {}

    /** @param withCallbackUrl false where the app's webhooks receive the reports */
    static String json(OutgoingMessage message, String appId, int maxParts, boolean withCallbackUrl) {
        if (message.to().size() != 1) {
            throw new IllegalArgumentException("A message has one recipient, not " + message.to().size() + ".");
        }
        ObjectNode json = Json.newObject();
        json.put("app_id", appId);
        json.putObject("recipient").putObject("identified_by").putArray("channel_identities").addObject()
            .put("channel", CHANNEL).put("identity", message.to().get(0));
        json.putObject("message").putObject("text_message").put("text", message.text());
        json.putArray("channel_priority_order").add(CHANNEL);
        json.putObject("channel_properties").put("SMS_SENDER", message.from())
            .put("SMS_MAX_NUMBER_OF_MESSAGE_PARTS", String.valueOf(maxParts));
        json.put("message_metadata", message.reference());
        json.put("queue", message.marketing() ? "NORMAL_PRIORITY" : "HIGH_PRIORITY");
        json.put("message_content_type", message.marketing() ? "CONTENT_MARKETING" : "CONTENT_NOTIFICATION");
        if (withCallbackUrl) {
            json.put("callback_url", message.callbackUrl().toString());
        }
        return json.toString();
    }
}
