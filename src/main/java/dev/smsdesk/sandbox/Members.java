package dev.smsdesk.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;
import dev.smsdesk.sinch.json.WireTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the members of one JSON object of a request. A member that is null counts as left out; one that was never read is refused by
 * {@link #nothingElse}, so that the sandbox ignores nothing.
 */
public final class Members {
    private final JsonNode object;
    private final String prefix;
    private final Set<String> read = new HashSet<>();

    /** @param prefix of names in sentences, for example {@code message.} */
    public Members(JsonNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    /** @throws CallRefused where these bytes are not one JSON object */
    public static JsonNode object(byte[] body) {
        try {
            return Json.object(body);
        } catch (NotReadable e) {
            throw CallRefused.json("Invalid JSON: " + e.getMessage());
        }
    }

    /** @return null where it is left out */
    private JsonNode node(String name) {
        read.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** @return null where it is left out */
    public String text(String name, int most) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isTextual()) {
            throw CallRefused.json(prefix + name + ": not a string");
        }
        if (node.textValue().length() > most) {
            throw CallRefused.constraint(prefix + name + ": at most " + most + " characters");
        }
        return node.textValue();
    }

    public String requiredText(String name, int most) {
        return present(name, text(name, most));
    }

    /** One of these words. @return the first of them where it is left out */
    public String word(String name, List<String> words) {
        String word = text(name, 64);
        if (word != null && !words.contains(word)) {
            throw CallRefused.format("'" + word + "' is not a valid " + prefix + name + ": this sandbox takes " + String.join(", ", words));
        }
        return word == null ? words.get(0) : word;
    }

    public boolean flag(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isBoolean()) {
            throw CallRefused.json(prefix + name + ": not true or false");
        }
        return node != null && node.booleanValue();
    }

    /** @return null where it is left out */
    public Integer number(String name, int least, int most) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isInt()) {
            throw CallRefused.json(prefix + name + ": not a whole number");
        }
        if (node.intValue() < least || node.intValue() > most) {
            throw CallRefused.constraint(prefix + name + ": from " + least + " to " + most);
        }
        return node.intValue();
    }

    /** @return null where it is left out */
    public Instant time(String name) {
        String text = text(name, 64);
        Instant time = text == null ? null : WireTime.parse(text);
        if (text != null && time == null) {
            throw CallRefused.format(prefix + name + ": not a time, such as 2026-11-29T10:00:00.000Z");
        }
        return time;
    }

    /** @return null where it is left out */
    public JsonNode object(String name) {
        JsonNode node = node(name);
        if (node != null && !node.isObject()) {
            throw CallRefused.json(prefix + name + ": not an object");
        }
        return node;
    }

    public Members requiredMembers(String name) {
        return new Members(present(name, object(name)), prefix + name + ".");
    }

    /** @return null where it is left out */
    public List<JsonNode> array(String name, int least, int most) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isArray() || node.size() < least || node.size() > most) {
            throw CallRefused.constraint(prefix + name + ": an array of " + least + " to " + most + " elements");
        }
        List<JsonNode> elements = new ArrayList<>();
        node.forEach(elements::add);
        return elements;
    }

    public List<JsonNode> requiredArray(String name, int least, int most) {
        return present(name, array(name, least, most));
    }

    private <T> T present(String name, T value) {
        if (value == null) {
            throw CallRefused.constraint(prefix + name + ": required");
        }
        return value;
    }

    /** @throws CallRefused naming a member that the sandbox does not implement */
    public void nothingElse() {
        object.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name) && !object.get(name).isNull()) {
                throw CallRefused.format("'" + prefix + name + "' is not implemented by this sandbox. Leave it out");
            }
        });
    }
}
