package dev.smsdesk.sandbox.sms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sinch.json.PhoneDigits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that replace <code>${name}</code> in the text, by recipient.
 * @param given as it was sent, and is echoed
 */
record TextParameters(JsonNode given, Map<String, Map<String, String>> values) {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9._-]{1,16})}");
    private static final String DEFAULT = "default";

    /** @param given null for none */
    static TextParameters read(JsonNode given) {
        Map<String, Map<String, String>> values = new HashMap<>();
        if (given != null) {
            given.properties().forEach(parameter -> values.put(name(parameter.getKey()), values(parameter.getKey(), parameter.getValue())));
        }
        return new TextParameters(given, values);
    }

    private static String name(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,16}")) {
            throw CallRefused.format("parameters: a name has 1 to 16 letters, digits, dots, dashes and underscores");
        }
        return name;
    }

    private static Map<String, String> values(String name, JsonNode recipients) {
        if (!recipients.isObject()) {
            throw CallRefused.json("parameters." + name + ": not an object");
        }
        Map<String, String> values = new HashMap<>();
        recipients.properties().forEach(value -> {
            if (!value.getValue().isTextual()) {
                throw CallRefused.json("parameters." + name + ": a value is not a string");
            }
            if (value.getValue().textValue().length() > 1600) {
                throw CallRefused.constraint("parameters." + name + ": a value has at most 1600 characters");
            }
            values.put(value.getKey().equals(DEFAULT) ? DEFAULT : PhoneDigits.of(value.getKey()), value.getValue().textValue());
        });
        return values;
    }

    /** The text for this recipient; empty where a placeholder has neither a value nor a default. Without parameters a text is as it is. */
    Optional<String> rendered(String text, String recipient) {
        if (given == null) {
            return Optional.of(text);
        }
        StringBuilder rendered = new StringBuilder();
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            Map<String, String> byRecipient = values.getOrDefault(places.group(1), Map.of());
            String value = byRecipient.getOrDefault(recipient, byRecipient.get(DEFAULT));
            if (value == null) {
                return Optional.empty();
            }
            places.appendReplacement(rendered, Matcher.quoteReplacement(value));
        }
        return Optional.of(places.appendTail(rendered).toString());
    }
}
