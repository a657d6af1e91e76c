package dev.smsdesk.sandbox.sms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.Members;
import dev.smsdesk.sandbox.SmsParts;
import dev.smsdesk.sandbox.WireInstant;
import dev.smsdesk.sandbox.callback.CallbackUrls;
import dev.smsdesk.sinch.json.PhoneDigits;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A batch as a caller asks for it: checked, numbers as digits, each once.
 * @param callbackUrl     null only where no reports are wanted
 * @param clientReference null when not given
 * @param sendAt          null for at once
 * @param expireAt        null for the longest, three days after it was sent
 * @param maxParts        null for any number
 */
record RequestedBatch(List<String> to, String from, String body, TextParameters parameters, String deliveryReport, URI callbackUrl,
        String clientReference, Instant sendAt, Instant expireAt, boolean feedbackEnabled, boolean flashMessage, boolean truncateConcat,
        Integer maxParts) {
    static final Duration LIFETIME = Duration.ofDays(3);
    private static final List<String> REPORTS = List.of("none", "summary", "full", "per_recipient", "per_recipient_final");

    RequestedBatch {
        to = List.copyOf(to);
    }

    /** @param now when it was accepted; @throws CallRefused as Sinch would refuse it */
    static RequestedBatch read(JsonNode json, Instant now) {
        Members members = new Members(json, "");
        members.word("type", List.of("mt_text"));
        String report = members.word("delivery_report", REPORTS);
        Instant sendAt = members.time("send_at");
        Instant expireAt = members.time("expire_at");
        Instant start = sendAt != null && sendAt.isAfter(now) ? sendAt : now;
        if (expireAt != null && (!expireAt.isAfter(start) || expireAt.isAfter(start.plus(LIFETIME).plusMillis(1)))) {
            throw CallRefused.constraint("expire_at: after send_at, and at most 3 days after it");
        }
        boolean longest = expireAt == null || expireAt.isAfter(start.plus(LIFETIME).minusMillis(1));
        RequestedBatch batch = new RequestedBatch(numbers("to", members.requiredArray("to", 1, 1000)), from(members),
            members.requiredText("body", 2000), TextParameters.read(members.object("parameters")), report, callbackUrl(members, report),
            members.text("client_reference", 2048), sendAt, longest ? null : expireAt, members.flag("feedback_enabled"),
            members.flag("flash_message"), members.flag("truncate_concat"), members.number("max_number_of_message_parts", 1, 1000));
        members.nothingElse();
        return batch;
    }

    static List<String> numbers(String name, List<JsonNode> given) {
        Set<String> numbers = new LinkedHashSet<>();
        for (JsonNode node : given) {
            String digits = PhoneDigits.of(node.asText());
            if (!node.isTextual() || !digits.matches("[0-9]{5,15}")) {
                throw CallRefused.format(name + ": '" + node.asText() + "' is not a valid MSISDN");
            }
            numbers.add(digits);
        }
        return List.copyOf(numbers);
    }

    private static String from(Members members) {
        String from = PhoneDigits.of(members.requiredText("from", 128));
        if (!from.matches("[0-9]{3,15}") && !from.matches("[\\x20-\\x7E]{1,11}")) {
            throw CallRefused.format("'" + from + "' is not a valid originator");
        }
        return from;
    }

    private static URI callbackUrl(Members members, String report) {
        String url = members.text("callback_url", 2048);
        if (url != null) {
            return CallbackUrls.read("callback_url", url);
        }
        if (report.equals("none")) {
            return null;
        }
        throw new CallRefused(403, "missing_callback_url", "delivery_report is " + report + ", and there is no callback_url.");
    }

    /** When it is sent: a past time is at once. */
    Instant start(Instant accepted) {
        return sendAt != null && sendAt.isAfter(accepted) ? sendAt : accepted;
    }

    /** The text that this recipient's phone shows; empty where a parameter has no value. */
    Optional<String> textFor(String recipient) {
        return parameters.rendered(body, recipient).map(text -> truncateConcat ? SmsParts.firstOf(text) : text);
    }

    /** All members that a batch has, in the order in which Sinch writes them. */
    void writeTo(ObjectNode json, Instant created, Instant modified, boolean canceled) {
        to.forEach(json.putArray("to")::add);
        json.put("from", from).put("canceled", canceled);
        if (parameters.given() != null) {
            json.set("parameters", parameters.given());
        }
        json.put("body", body).put("type", "mt_text").put("created_at", WireInstant.of(created))
            .put("modified_at", WireInstant.of(modified));
        json.put("delivery_report", deliveryReport);
        if (sendAt != null) {
            json.put("send_at", WireInstant.of(sendAt));
        }
        json.put("expire_at", WireInstant.of(expireAt == null ? start(created).plus(LIFETIME) : expireAt));
        if (callbackUrl != null) {
            json.put("callback_url", callbackUrl.toString());
        }
        if (clientReference != null) {
            json.put("client_reference", clientReference);
        }
        json.put("feedback_enabled", feedbackEnabled).put("flash_message", flashMessage);
        if (truncateConcat) {
            json.put("truncate_concat", true);
        }
        if (maxParts != null) {
            json.put("max_number_of_message_parts", maxParts);
        }
    }
}
