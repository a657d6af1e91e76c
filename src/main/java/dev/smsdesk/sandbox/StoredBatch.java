package dev.smsdesk.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** A batch that was taken; its JSON is the answer to the sender, and enough to go on with after a restart. */
record StoredBatch(String id, Instant createdAt, RequestedBatch request) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIFETIME = Duration.ofDays(3);

    /** @throws CallRefused when it is no batch of ours */
    static StoredBatch from(String json) {
        try {
            JsonNode batch = JSON.readTree(json);
            return new StoredBatch(batch.path("id").asText(), Instant.parse(batch.path("created_at").asText()),
                    RequestedBatch.read(json.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException | DateTimeException e) {
            throw CallRefused.json(e.getMessage());
        }
    }

    /** As Sinch answers: numbers without +, what was left out filled in, no status. */
    String toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", id);
        request.to().forEach(json.putArray("to")::add);
        json.put("from", request.from());
        json.put("canceled", false);
        json.put("body", request.body());
        json.put("type", "mt_text");
        json.put("created_at", WireInstant.of(createdAt));
        json.put("modified_at", WireInstant.of(createdAt));
        json.put("delivery_report", request.deliveryReport());
        json.put("expire_at", WireInstant.of(createdAt.plus(LIFETIME)));
        if (request.callbackUrl() != null) {
            json.put("callback_url", request.callbackUrl().toString());
        }
        if (request.clientReference() != null) {
            json.put("client_reference", request.clientReference());
        }
        json.put("feedback_enabled", false);
        json.put("flash_message", false);
        return json.toString();
    }
}
