package dev.smsdesk.sandbox.sms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.DeliveryStep;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.SandboxStore.Entry;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.SmsParts;
import dev.smsdesk.sandbox.Timeline;
import dev.smsdesk.sinch.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * A batch that was accepted; its JSON is the answer to the caller, and enough to go on with after a restart.
 * @param feedback recipients of which the caller said that they got the message
 */
record StoredBatch(String id, Instant createdAt, Instant modifiedAt, boolean canceled, RequestedBatch request, Set<String> feedback) {
    private static final String FEEDBACK = "feedback";

    StoredBatch {
        feedback = Set.copyOf(feedback);
    }

    StoredBatch(String id, Instant createdAt, RequestedBatch request) {
        this(id, createdAt, createdAt, false, request, Set.of());
    }

    /** @throws CallRefused for anything else than {@link #stored} */
    static StoredBatch from(String json) {
        ObjectNode batch = (ObjectNode) Members.object(json.getBytes(StandardCharsets.UTF_8));
        try {
            Instant created = Instant.parse(batch.path("created_at").asText());
            Set<String> feedback = new TreeSet<>(StreamSupport.stream(batch.path(FEEDBACK).spliterator(), false).map(JsonNode::asText)
                .toList());
            return new StoredBatch(batch.path("id").asText(), created, Instant.parse(batch.path("modified_at").asText()),
                batch.path("canceled").asBoolean(), RequestedBatch.read(requested(batch.deepCopy()), created), feedback);
        } catch (DateTimeException e) {
            throw CallRefused.json(e.getMessage());
        }
    }

    /** The members that a caller may set. */
    static ObjectNode requested(ObjectNode batch) {
        return batch.remove(List.of("id", "canceled", "created_at", "modified_at", FEEDBACK));
    }

    Entry stored() {
        ObjectNode json = json();
        if (!feedback.isEmpty()) {
            feedback.stream().sorted().forEach(json.putArray(FEEDBACK)::add);
        }
        return new Entry(Kind.BATCH, id, createdAt, start(), request.from(), request.clientReference(), json.toString());
    }

    /** As Sinch answers: numbers without +, what was left out filled in, no status. */
    String toJson() {
        return json().toString();
    }

    ObjectNode json() {
        ObjectNode json = Json.newObject().put("id", id);
        request.writeTo(json, createdAt, modifiedAt, canceled);
        return json;
    }

    StoredBatch changed(RequestedBatch other, Instant now) {
        return new StoredBatch(id, createdAt, now, false, other, feedback);
    }

    StoredBatch cancelled(Instant now) {
        return new StoredBatch(id, createdAt, now, true, request, feedback);
    }

    StoredBatch withFeedback(Set<String> recipients) {
        Set<String> all = new TreeSet<>(feedback);
        all.addAll(recipients);
        return new StoredBatch(id, createdAt, modifiedAt, canceled, request, all);
    }

    /** When it is, or was, sent. */
    Instant start() {
        return request.start(createdAt);
    }

    /** What happens to this recipient's message. */
    Timeline timeline(String recipient, double pace) {
        List<DeliveryStep> stopped = stopped(recipient);
        Timeline timeline = stopped.isEmpty() ? Timeline.to(recipient, start(), pace) : new Timeline(stopped, start(), pace);
        return request.expireAt() == null ? timeline : timeline.until(request.expireAt());
    }

    private List<DeliveryStep> stopped(String recipient) {
        String text = request.textFor(recipient).orElse(null);
        if (text == null) {
            return DeliveryStep.abortedAtOnce(405);
        }
        boolean tooLong = request.maxParts() != null && SmsParts.of(text).count() > request.maxParts();
        return tooLong ? DeliveryStep.abortedAtOnce(411) : List.of();
    }

    /** Reported only where a maximum was set; null elsewhere. */
    Integer partsOf(String recipient) {
        return request.maxParts() == null ? null : request.textFor(recipient).map(text -> SmsParts.of(text).count()).orElse(null);
    }
}
