package dev.smsdesk.sinch.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.common.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The members of one JSON object; a member that is null, or text that is empty, counts as absent. A required member that cannot be read is
 * a {@link NotReadable} that names it; any other counts as absent, and its name is added to {@code ignored}.
 * @param prefix  of member names in sentences, for example {@code message_delivery_report.}
 * @param ignored names of members that could not be read, shared by all objects of one body
 */
public record Fields(JsonNode object, String prefix, Set<String> ignored) {
    public static final int STATUS_LENGTH = 64;
    public static final int REASON_LENGTH = 500;
    public static final int TEXT_LENGTH = 4000;
    private static final int ID_LENGTH = 128;
    private static final int ADDRESS_LENGTH = 64;
    /** Bits of 100 decimal digits: a longer number is neither an id nor a phone number, and slow to write out. */
    private static final int NUMBER_BITS = 333;
    /** Longer than any phone number, and a double still holds every digit. */
    private static final double MOST_DIGITS = 1e15;

    public static Fields of(JsonNode object) {
        return new Fields(object, "", new LinkedHashSet<>());
    }

    /** The same object, for what is a whole by itself: it names what it ignores alone. */
    public Fields alone() {
        return new Fields(object, prefix, new LinkedHashSet<>());
    }

    /** @return null when absent */
    public Fields inside(String name) {
        JsonNode node = present(name);
        if (node == null || node.isObject()) {
            return node == null ? null : new Fields(node, prefix + name + '.', ignored);
        }
        return ignore(name);
    }

    public Fields requiredInside(String name) {
        JsonNode node = present(name);
        if (node == null || !node.isObject()) {
            throw fault(name, node == null ? Unreadable.MEMBER_MISSING : Unreadable.MEMBER_NO_OBJECT);
        }
        return new Fields(node, prefix + name + '.', ignored);
    }

    /** The objects of a list; one that stands alone is a list of one. Other elements are ignored. */
    public List<Fields> requiredEach(String name) {
        JsonNode list = present(name);
        if (list == null || !list.isContainerNode()) {
            throw fault(name, list == null ? Unreadable.MEMBER_MISSING : Unreadable.MEMBER_NO_LIST);
        }
        List<Fields> all = new ArrayList<>();
        for (JsonNode element : list.isArray() ? list : List.of(list)) {
            if (element.isObject()) {
                all.add(new Fields(element, prefix + name + '.', ignored));
            } else {
                ignore(name);
            }
        }
        if (all.isEmpty() && !list.isEmpty()) {
            throw fault(name, Unreadable.MEMBER_WITHOUT_OBJECT);
        }
        return all;
    }

    /**
     * The numbers and addresses of a list; one that stands alone is a list of one. Other elements are ignored.
     * @return an empty list when absent
     */
    public List<String> addresses(String name) {
        JsonNode list = present(name);
        if (list == null) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        for (JsonNode element : list.isArray() ? list : List.of(list)) {
            String address = addressOf(element);
            if (address == null || address.isEmpty() || address.length() > ADDRESS_LENGTH) {
                ignore(name);
            } else {
                all.add(PhoneDigits.of(address));
            }
        }
        return all;
    }

    /** Any text, of any length; null when absent or empty. */
    public String text(String name) {
        JsonNode node = present(name);
        String text = textOf(node);
        return node != null && text == null ? ignore(name) : text == null || text.isEmpty() ? null : text;
    }

    /** Any text, also empty, of at most so many characters. */
    public String requiredText(String name, int most) {
        return bounded(name, textOf(present(name)), most);
    }

    /** A number or another address, in the form in which they are compared; null when absent or empty. */
    public String address(String name) {
        return optional(name, addressOf(present(name)), ADDRESS_LENGTH, PhoneDigits::of);
    }

    public String requiredAddress(String name) {
        return PhoneDigits.of(notEmpty(name, bounded(name, addressOf(present(name)), ADDRESS_LENGTH)));
    }

    /** An id, a name: null when absent or empty. */
    public String id(String name) {
        return optional(name, textOf(present(name)), ID_LENGTH, text -> text);
    }

    public String requiredId(String name) {
        return required(name, ID_LENGTH);
    }

    public String required(String name, int most) {
        return notEmpty(name, requiredText(name, most));
    }

    /** Null when absent; a number in quotes is a number. */
    public Integer wholeNumber(String name) {
        JsonNode node = present(name);
        if (node == null) {
            return null;
        }
        if (node.isNumber() && node.canConvertToInt() && node.canConvertToExactIntegral()) {
            return node.intValue();
        }
        return node.isTextual() && node.textValue().matches("[+-]?[0-9]{1,9}") ? Integer.valueOf(node.textValue()) : ignore(name);
    }

    /** Null when absent. */
    public Instant time(String name) {
        return optional(name, textOf(present(name)), ID_LENGTH, WireTime::parse);
    }

    /** @param more further parameters of the reason */
    public NotReadable fault(String name, Unreadable why, String... more) {
        return new NotReadable(why, Stream.concat(Stream.of(prefix + name), Stream.of(more)).toArray(String[]::new));
    }

    /** The member counts as absent. */
    public <T> T ignore(String name) {
        ignored.add(prefix + name);
        return null;
    }

    private interface Reader<T> {
        /** @return null where it cannot be read */
        T read(String text);
    }

    private <T> T optional(String name, String text, int most, Reader<T> reader) {
        if (text == null ? present(name) == null : text.isEmpty()) {
            return null;
        }
        T read = text == null || text.length() > most ? null : reader.read(text);
        return read == null ? ignore(name) : read;
    }

    private String bounded(String name, String text, int most) {
        if (text == null) {
            throw fault(name, present(name) == null ? Unreadable.MEMBER_MISSING : Unreadable.MEMBER_NO_TEXT);
        }
        if (text.length() > most) {
            throw fault(name, Unreadable.MEMBER_TOO_LONG, String.valueOf(most));
        }
        return text;
    }

    private String notEmpty(String name, String text) {
        if (text.isEmpty()) {
            throw fault(name, Unreadable.MEMBER_MISSING);
        }
        return text;
    }

    /** @return null where it is absent, or null */
    private JsonNode present(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    /** @return null for what is no text and no whole number */
    private static String textOf(JsonNode node) {
        if (node == null || !node.isTextual() && !node.isIntegralNumber()
            || node.isBigInteger() && node.bigIntegerValue().bitLength() > NUMBER_BITS) {
            return null;
        }
        return Text.wellFormed(node.asText());
    }

    /**
     * The same, for a phone number that came without quotation marks, also as a float with no decimals; a negative number is no phone
     * number.
     */
    private static String addressOf(JsonNode node) {
        if (node == null || !node.isNumber()) {
            return textOf(node);
        }
        if (node.isFloatingPointNumber()) {
            boolean whole = node.doubleValue() < MOST_DIGITS && node.doubleValue() == Math.rint(node.doubleValue());
            return whole && node.doubleValue() > 0 ? String.valueOf((long) node.doubleValue()) : null;
        }
        return node.bigIntegerValue().signum() > 0 ? textOf(node) : null;
    }
}
