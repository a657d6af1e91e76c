package dev.smsdesk.sinch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * Body of POST /xms/v1/{plan}/batches. Source: Sinch SMS reference, read 2026-11-23.
 * @param to              1 to 1000 numbers, as they go out: with + where they are international
 * @param from            number, short code or up to 11 letters
 * @param body            0 to 2000 characters
 * @param callbackUrl     absolute; always set, since a plan's own setting may point elsewhere
 * @param clientReference our id, which comes back in every report
 */
public record SmsBatch(List<String> to, String from, String body, URI callbackUrl, String clientReference) {
    private static final int MOST_RECIPIENTS = 1000;

    public SmsBatch {
        to = List.copyOf(to);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(clientReference, "clientReference");
        if (to.isEmpty() || to.size() > MOST_RECIPIENTS) {
            throw new IllegalArgumentException("A batch has 1 to " + MOST_RECIPIENTS + " recipients, not " + to.size() + ".");
        }
        if (!callbackUrl.isAbsolute()) {
            throw new IllegalArgumentException("A callback URL names its host: " + callbackUrl);
        }
    }

    /** Reports for each recipient at each step are always asked for: Sinch's default is none at all. */
    public String toJson() {
        ObjectNode json = Json.newObject();
        to.forEach(json.putArray("to")::add);
        json.put("from", from);
        json.put("body", body);
        json.put("type", "mt_text");
        json.put("delivery_report", "per_recipient");
        json.put("callback_url", callbackUrl.toString());
        json.put("client_reference", clientReference);
        return json.toString();
    }
}
