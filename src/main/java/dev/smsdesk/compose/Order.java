package dev.smsdesk.compose;

import dev.smsdesk.message.PhoneNumber;
import java.util.List;

/**
 * A draft that can be sent. Only the {@link Composer} makes them.
 * @param from phone number in E.164, short code or alphanumeric
 * @param to   each number once
 * @param name what people call it, or null
 */
public record Order(String from, List<PhoneNumber> to, String text, String name) {
    public Order {
        to = List.copyOf(to);
    }
}
