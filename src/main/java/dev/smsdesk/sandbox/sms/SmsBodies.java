package dev.smsdesk.sandbox.sms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.DeliveryStep;
import dev.smsdesk.sandbox.WireInstant;
import dev.smsdesk.sinch.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The bodies that the SMS API posts. The same event always makes the same bytes, so a repeat after a restart is recognised. */
final class SmsBodies {
    private static final Duration OPERATOR_LEAD = Duration.ofMillis(100);

    private SmsBodies() {}

    /** @param at when it happened */
    static String recipientReport(StoredBatch batch, String recipient, DeliveryStep step, Instant at) {
        ObjectNode json = Json.newObject();
        json.put("type", "recipient_delivery_report_sms").put("batch_id", batch.id()).put("recipient", recipient);
        json.put("code", step.code()).put("status", step.status()).put("at", WireInstant.of(at));
        if (step.isFinal()) {
            json.put("operator_status_at", WireInstant.of(at.minus(OPERATOR_LEAD)));
        }
        Integer parts = batch.partsOf(recipient);
        if (parts != null) {
            json.put("number_of_message_parts", parts);
        }
        return withReference(json, batch);
    }

    /**
     * @param recipients by their last step
     * @param full       whether they are named, or only counted
     */
    static String batchReport(StoredBatch batch, Map<DeliveryStep, List<String>> recipients, boolean full) {
        ObjectNode json = Json.newObject();
        json.put("type", "delivery_report_sms").put("batch_id", batch.id()).put("total_message_count", batch.request().to().size());
        ArrayNode statuses = json.putArray("statuses");
        recipients.forEach((step, numbers) -> {
            ObjectNode status = statuses.addObject().put("code", step.code()).put("status", step.status()).put("count", numbers.size());
            if (full) {
                numbers.forEach(status.putArray("recipients")::add);
            }
        });
        return withReference(json, batch);
    }

    static String inboundText(String id, String from, String to, String text, Instant now) {
        ObjectNode json = Json.newObject();
        json.put("type", "mo_text").put("id", id).put("from", from).put("to", to).put("body", text);
        json.put("received_at", WireInstant.of(now)).put("sent_at", WireInstant.of(now.minus(OPERATOR_LEAD)));
        return json.toString();
    }

    private static String withReference(ObjectNode json, StoredBatch batch) {
        if (batch.request().clientReference() != null) {
            json.put("client_reference", batch.request().clientReference());
        }
        return json.toString();
    }
}
