package dev.smsdesk.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smsdesk.sinch.json.PhoneDigits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A batch as Sinch would take it: checked, numbers as digits, each once.
 * @param callbackUrl     null only where no reports are wanted
 * @param clientReference null when not given
 */
record RequestedBatch(List<String> to, String from, String body, String deliveryReport, URI callbackUrl, String clientReference) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> REPORTS = Set.of("none", "summary", "full", "per_recipient", "per_recipient_final");

    /** @throws CallRefused as Sinch would refuse it */
    static RequestedBatch read(byte[] bytes) {
        JsonNode json = json(bytes);
        if (!json.path("type").asText("mt_text").equals("mt_text")) {
            throw CallRefused.format("This sandbox sends mt_text alone.");
        }
        String report = json.path("delivery_report").asText("none");
        if (!REPORTS.contains(report)) {
            throw CallRefused.format("'" + report + "' is not a valid delivery_report");
        }
        return new RequestedBatch(to(json.path("to")), from(json), required(json, "body", 2000), report, callbackUrl(json, report),
                optional(json, "client_reference", 2048));
    }

    private static JsonNode json(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw CallRefused.json("Not JSON at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr());
        }
        throw CallRefused.json("Not a JSON object");
    }

    private static List<String> to(JsonNode given) {
        if (!given.isArray() || given.isEmpty() || given.size() > 1000) {
            throw CallRefused.constraint("to: an array of 1 to 1000 numbers");
        }
        Set<String> numbers = new LinkedHashSet<>();
        for (JsonNode node : given) {
            String digits = PhoneDigits.of(node.asText());
            if (!node.isTextual() || !digits.matches("[0-9]{5,15}")) {
                throw CallRefused.format("'" + node.asText() + "' is not a valid MSISDN");
            }
            numbers.add(digits);
        }
        return new ArrayList<>(numbers);
    }

    private static String from(JsonNode json) {
        String from = PhoneDigits.of(required(json, "from", 128));
        if (!from.matches("[0-9]{3,15}") && !from.matches("[\\x20-\\x7E]{1,11}")) {
            throw CallRefused.format("'" + from + "' is not a valid originator");
        }
        return from;
    }

    private static URI callbackUrl(JsonNode json, String report) {
        String url = optional(json, "callback_url", 2048);
        if (url == null) {
            if (report.equals("none")) {
                return null;
            }
            throw new CallRefused(403, "missing_callback_url", "A report is wanted and nobody said where to.");
        }
        if (!url.matches("https?://[^/\\s]+/\\S*")) {
            throw CallRefused.format("callback_url: not a URL");
        }
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw CallRefused.format("callback_url: not a URL");
        }
    }

    private static String required(JsonNode json, String name, int most) {
        String text = optional(json, name, most);
        if (text == null) {
            throw CallRefused.constraint(name + ": required");
        }
        return text;
    }

    private static String optional(JsonNode json, String name, int most) {
        JsonNode node = json.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw CallRefused.json(name + ": not a string");
        }
        if (node.textValue().length() > most) {
            throw CallRefused.constraint(name + ": at most " + most + " characters");
        }
        return node.textValue();
    }
}
