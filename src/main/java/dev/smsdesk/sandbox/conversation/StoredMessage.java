package dev.smsdesk.sandbox.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.DeliveryStep;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.SandboxStore.Entry;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.SmsParts;
import dev.smsdesk.sandbox.Timeline;
import dev.smsdesk.sandbox.WireInstant;
import dev.smsdesk.sinch.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A message that was accepted.
 * @param dispatch whether it was sent in mode DISPATCH
 * @param json     as the caller sent it
 */
record StoredMessage(String id, Instant acceptedAt, boolean dispatch, JsonNode json, RequestedMessage request) {

    static StoredMessage of(String id, Instant acceptedAt, boolean dispatch, JsonNode json) {
        return new StoredMessage(id, acceptedAt, dispatch, json, RequestedMessage.read(json));
    }

    /** @throws CallRefused for anything else than {@link #stored} */
    static StoredMessage from(String stored) {
        JsonNode entry = Members.object(stored.getBytes(StandardCharsets.UTF_8));
        try {
            Instant accepted = Instant.parse(entry.path("accepted_time").asText());
            return of(entry.path("id").asText(), accepted, entry.path("dispatch").asBoolean(), entry.path("request"));
        } catch (DateTimeException e) {
            throw CallRefused.json(e.getMessage());
        }
    }

    Kind kind() {
        return dispatch ? Kind.DISPATCH_MESSAGE : Kind.MESSAGE;
    }

    Entry stored() {
        ObjectNode entry = Json.newObject().put("id", id).put("accepted_time", WireInstant.of(acceptedAt)).put("dispatch", dispatch);
        entry.set("request", json);
        String reference = request.metadata().isEmpty() ? null : request.metadata();
        return new Entry(kind(), id, acceptedAt, acceptedAt, request.identity(), reference, entry.toString());
    }

    /** What happens to it. */
    Timeline timeline(double pace) {
        boolean tooLong = request.maxParts() != null && SmsParts.of(request.text()).count() > request.maxParts();
        Timeline timeline = tooLong ? new Timeline(DeliveryStep.abortedAtOnce(411), acceptedAt, pace)
            : Timeline.to(request.identity(), acceptedAt, pace);
        return request.ttl() == null ? timeline : timeline.until(acceptedAt.plus(request.ttl()));
    }
}
