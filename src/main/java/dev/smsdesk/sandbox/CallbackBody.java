package dev.smsdesk.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The bodies Sinch posts. The same happening always makes the same bytes, so a repeat after a restart is seen to be one. */
final class CallbackBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration OPERATOR_LEAD = Duration.ofMillis(100);

    private CallbackBody() {}

    /** @param at when it happened */
    static String recipientReport(StoredBatch batch, String recipient, DeliveryStep step, Instant at) {
        ObjectNode json = JSON.createObjectNode();
        json.put("type", "recipient_delivery_report_sms");
        json.put("batch_id", batch.id());
        json.put("recipient", recipient);
        json.put("code", step.code());
        json.put("status", step.status());
        json.put("at", WireInstant.of(at));
        if (step.isFinal()) {
            json.put("operator_status_at", WireInstant.of(at.minus(OPERATOR_LEAD)));
        }
        putReference(json, batch);
        return json.toString();
    }

    /**
     * @param recipients by their final step
     * @param full       whether they are named, or only counted
     */
    static String batchReport(StoredBatch batch, Map<DeliveryStep, List<String>> recipients, boolean full) {
        ObjectNode json = JSON.createObjectNode();
        json.put("type", "delivery_report_sms");
        json.put("batch_id", batch.id());
        json.put("total_message_count", batch.request().to().size());
        ArrayNode statuses = json.putArray("statuses");
        recipients.forEach((step, numbers) -> {
            ObjectNode status = statuses.addObject().put("code", step.code()).put("status", step.status()).put("count", numbers.size());
            if (full) {
                numbers.forEach(status.putArray("recipients")::add);
            }
        });
        putReference(json, batch);
        return json.toString();
    }

    static String inboundText(String id, String from, String to, String text, Instant now) {
        ObjectNode json = JSON.createObjectNode();
        json.put("type", "mo_text").put("id", id).put("from", from).put("to", to).put("body", text);
        json.put("received_at", WireInstant.of(now)).put("sent_at", WireInstant.of(now.minus(OPERATOR_LEAD)));
        return json.toString();
    }

    static String conversationText(String from, String to, String text, Instant now) {
        ObjectNode json = envelope(now);
        ObjectNode message = json.putObject("message").put("id", newId()).put("direction", "TO_APP");
        message.putObject("contact_message").putObject("text_message").put("text", text);
        putIdentity(message, from).put("sender_id", to).put("accept_time", WireInstant.of(now));
        return json.toString();
    }

    /** @param reference comes back as {@code metadata} */
    static String conversationReport(String messageId, String recipient, String status, String reference, Instant now) {
        ObjectNode json = envelope(now);
        ObjectNode report = json.putObject("message_delivery_report").put("message_id", messageId).put("status", status);
        putIdentity(report, recipient).put("metadata", reference);
        if (status.equals("FAILED")) {
            report.putObject("reason").put("code", "RECIPIENT_NOT_REACHABLE").put("description", "The sandbox was asked to fail")
                    .put("sub_code", "UNSPECIFIED_SUB_CODE");
        }
        return json.toString();
    }

    static String newId() {
        return UlidCreator.getMonotonicUlid().toString();
    }

    private static ObjectNode envelope(Instant now) {
        return JSON.createObjectNode().put("app_id", "SANDBOX").put("project_id", "sandbox").put("accepted_time", WireInstant.of(now))
                .put("event_time", WireInstant.of(now.minus(OPERATOR_LEAD))).put("message_metadata", "");
    }

    private static ObjectNode putIdentity(ObjectNode payload, String digits) {
        payload.putObject("channel_identity").put("channel", "SMS").put("identity", digits).put("app_id", "");
        return payload.put("conversation_id", "").put("contact_id", "").put("processing_mode", "DISPATCH");
    }

    private static void putReference(ObjectNode json, StoredBatch batch) {
        if (batch.request().clientReference() != null) {
            json.put("client_reference", batch.request().clientReference());
        }
    }
}
