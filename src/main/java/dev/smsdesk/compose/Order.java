package dev.smsdesk.compose;

import dev.smsdesk.message.Category;
import dev.smsdesk.message.PhoneNumber;
import java.util.List;

/**
 * A draft that can be sent. Only the {@link Composer} makes them.
 * @param from phone number in E.164, short code or alphanumeric
 * @param to   each number once
 * @param name what people call it, or null
 * @param via  the account as it was asked for: its id, {@code sms} or {@code conversation}; null for the default. Not checked here
 */
public record Order(String from, List<PhoneNumber> to, String text, String name, String via, Category category) {
    public Order {
        to = List.copyOf(to);
    }

    /** For marketing. */
    public Order(String from, List<PhoneNumber> to, String text, String name, String via) {
        this(from, to, text, name, via, Category.MARKETING);
    }

    /** For marketing, through the default account. */
    public Order(String from, List<PhoneNumber> to, String text, String name) {
        this(from, to, text, name, null);
    }
}
