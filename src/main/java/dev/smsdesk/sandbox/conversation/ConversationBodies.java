package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.DeliveryStep;
import dev.smsdesk.sandbox.MagicNumber;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.WireInstant;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.store.Ids;
import java.time.Duration;
import java.time.Instant;

/** The bodies that the Conversation API posts and lists. The same event always makes the same bytes. */
final class ConversationBodies {
    private static final Duration OPERATOR_LEAD = Duration.ofMillis(100);
    private static final String FAILED_REASON = "The last digits of the number chose this";

    private ConversationBodies() {}

    /** MESSAGE_DELIVERY. @param status of that step */
    static String delivery(StoredMessage message, DeliveryStep step, ConversationStatus status, Instant at) {
        ObjectNode json = envelope(at, message.request().correlationId());
        ObjectNode report = json.putObject("message_delivery_report").put("message_id", message.id()).put("status", status.status());
        putContact(report, message.request().identity(), message.dispatch()).put("metadata", message.request().metadata());
        if (status.reason() != null) {
            putReason(report, status.reason(), FAILED_REASON + ": " + step.status() + " " + step.code());
        }
        return json.toString();
    }

    /** MESSAGE_DELIVERY as an admin wants it. @param metadata may be empty */
    static String report(String messageId, String recipient, String status, String metadata, Instant at) {
        ObjectNode json = envelope(at, "");
        ObjectNode report = json.putObject("message_delivery_report").put("message_id", messageId).put("status", status);
        putContact(report, recipient, true).put("metadata", metadata);
        if (status.equals("FAILED")) {
            putReason(report, "RECIPIENT_NOT_REACHABLE", "The sandbox was asked to fail");
        }
        return json.toString();
    }

    /** MESSAGE_SUBMIT. */
    static String submit(StoredMessage message, Instant at) {
        ObjectNode json = envelope(at, message.request().correlationId());
        ObjectNode submitted = json.putObject("message_submit_notification").put("message_id", message.id());
        putContact(submitted, message.request().identity(), message.dispatch()).put("metadata", message.request().metadata());
        submitted.set("submitted_message", message.json().path("message"));
        return json.toString();
    }

    /** MESSAGE_INBOUND. @param message as {@link #inboundMessage} makes it */
    static String inbound(ObjectNode message, Instant at) {
        ObjectNode json = envelope(at, "");
        json.set("message", message);
        return json.toString();
    }

    static ObjectNode inboundMessage(String id, String from, String to, String text, boolean dispatch, Instant at) {
        ObjectNode message = Json.newObject().put("id", id).put("direction", "TO_APP");
        message.putObject("contact_message").putObject("text_message").put("text", text);
        return putContact(message, from, dispatch).put("metadata", "").put("sender_id", to).put("accept_time", WireInstant.of(at))
            .put("injected", false);
    }

    /** As GET and lists show it. @param step that happened last */
    static ObjectNode message(StoredMessage message, DeliveryStep step) {
        ObjectNode json = Json.newObject().put("id", message.id()).put("direction", "TO_CONTACT");
        json.set("app_message", message.json().path("message"));
        return putContact(json, message.request().identity(), message.dispatch()).put("metadata", message.request().metadata())
            .put("sender_id", message.request().sender()).put("accept_time", WireInstant.of(message.acceptedAt())).put("injected", false)
            .put("message_status", ConversationStatus.of(step).map(ConversationStatus::status).orElse("QUEUED"));
    }

    private static ObjectNode envelope(Instant at, String correlationId) {
        return Json.newObject().put("app_id", SandboxSettings.NAME).put("project_id", SandboxSettings.NAME)
            .put("accepted_time", WireInstant.of(at))
            .put("event_time", WireInstant.of(at.minus(OPERATOR_LEAD))).put("message_metadata", "").put("correlation_id", correlationId);
    }

    /** In mode DISPATCH there is neither a conversation nor a contact. */
    private static ObjectNode putContact(ObjectNode payload, String digits, boolean dispatch) {
        ObjectNode identity = payload.putObject("channel_identity").put("channel", "SMS").put("identity", digits).put("app_id", "");
        if (MagicNumber.hasRoutingData(digits)) {
            identity.putObject("nrs_data").put("mcc", "240").put("mnc", "01");
        }
        return payload.put("conversation_id", dispatch ? "" : Ids.of("conversation " + digits))
            .put("contact_id", dispatch ? "" : Ids.of("contact " + digits))
            .put("processing_mode", dispatch ? "DISPATCH" : "CONVERSATION");
    }

    private static void putReason(ObjectNode report, String code, String description) {
        report.putObject("reason").put("code", code).put("description", description).put("sub_code", "UNSPECIFIED_SUB_CODE");
    }
}
