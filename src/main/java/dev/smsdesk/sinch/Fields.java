package dev.smsdesk.sinch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The members of one JSON object; a member that is null, or text that is empty, counts as absent. What is asked for and cannot be had is
 * a {@link NotReadable} that names the member.
 * @param prefix of member names in sentences, for example {@code message_delivery_report.}
 */
record Fields(JsonNode object, String prefix) {
    static final int STATUS_LENGTH = 64;
    static final int REASON_LENGTH = 500;
    static final int TEXT_LENGTH = 4000;
    private static final int ID_LENGTH = 128;
    private static final int ADDRESS_LENGTH = 64;

    static Fields of(JsonNode object) {
        return new Fields(object, "");
    }

    /** @return null when absent */
    Fields inside(String name) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            throw fault(name, "is not an object");
        }
        return new Fields(node, prefix + name + '.');
    }

    Fields requiredInside(String name) {
        Fields inside = inside(name);
        if (inside == null) {
            throw fault(name, "is missing");
        }
        return inside;
    }

    List<Fields> requiredEach(String name) {
        if (!object.hasNonNull(name)) {
            throw fault(name, "is missing");
        }
        List<Fields> all = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isObject()) {
                throw fault(name, "holds something that is not an object");
            }
            all.add(new Fields(element, prefix + name + '.'));
        }
        return all;
    }

    /** @return an empty list when absent */
    List<String> addresses(String name) {
        List<String> all = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isTextual() || element.textValue().isEmpty() || element.textValue().length() > ADDRESS_LENGTH) {
                throw fault(name, "holds something that is not a number or an address");
            }
            all.add(PhoneDigits.of(Bounded.wellFormed(element.textValue())));
        }
        return all;
    }

    /** Any text, also empty, of at most so many characters; null when absent. */
    String text(String name, int most) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw fault(name, "is not text");
        }
        String text = Bounded.wellFormed(node.asText());
        if (text.length() > most) {
            throw fault(name, "is longer than " + most + " characters");
        }
        return text;
    }

    /** A number or another address, in the form in which they are compared; null when absent or empty. */
    String address(String name) {
        String text = text(name, ADDRESS_LENGTH);
        return text == null || text.isEmpty() ? null : PhoneDigits.of(text);
    }

    String requiredAddress(String name) {
        return PhoneDigits.of(required(name, ADDRESS_LENGTH));
    }

    /** An id, a name: null when absent or empty. */
    String id(String name) {
        String text = text(name, ID_LENGTH);
        return text == null || text.isEmpty() ? null : text;
    }

    String requiredId(String name) {
        return required(name, ID_LENGTH);
    }

    String required(String name, int most) {
        String text = text(name, most);
        if (text == null || text.isEmpty()) {
            throw fault(name, "is missing");
        }
        return text;
    }

    /** What was sent along with a message. Longer than an id of ours it is somebody else's, and as good as absent. */
    String reference(String name) {
        String text = text(name, Integer.MAX_VALUE);
        return text == null || text.isEmpty() || text.length() > ID_LENGTH ? null : text;
    }

    /** Null when absent; a number in quotes is a number. */
    Integer wholeNumber(String name) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isInt()) {
            return node.intValue();
        }
        if (node.isTextual() && node.textValue().matches("[+-]?[0-9]{1,9}")) {
            return Integer.valueOf(node.textValue());
        }
        throw fault(name, "is not a whole number");
    }

    /** Null when absent. */
    Instant time(String name) {
        String text = id(name);
        if (text == null) {
            return null;
        }
        Instant time = WireTime.parse(text);
        if (time == null) {
            throw fault(name, "is not a time between 1970 and 9998");
        }
        return time;
    }

    NotReadable fault(String name, String what) {
        return new NotReadable("member " + prefix + name + ' ' + what);
    }

    private Iterable<JsonNode> array(String name) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw fault(name, "is not a list");
        }
        return node;
    }
}
