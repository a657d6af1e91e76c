package dev.smsdesk.doctor;

import dev.smsdesk.account.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A callback as received.
 * @param channel of its path
 * @param headers names in any case
 * @param body    the raw bytes
 */
public record Evidence(Channel channel, Map<String, List<String>> headers, byte[] body, Instant receivedAt) {
    /** All values of a header, in order; empty if it is absent. */
    List<String> values(String name) {
        return headers.entrySet().stream().filter(header -> header.getKey() != null
            && header.getKey().toLowerCase(Locale.ROOT).equals(name))
            .flatMap(header -> header.getValue().stream()).toList();
    }

    /** The only value of a header, or an empty text. */
    String value(String name) {
        List<String> values = values(name);
        return values.size() == 1 && values.get(0) != null ? values.get(0) : "";
    }
}
