package dev.smsdesk.wording;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sentence that the database keeps as a code with its parameters, {@code not-applied:IllegalStateException}. Codes are unique across all
 * enums.
 */
public interface StoredCode extends SentenceKey {
    String PREFIX = "code.";

    /** {@code not-applied}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    default String key() {
        return PREFIX + code();
    }

    /** As a column keeps it, on one line. @param parameters numbers, times, durations or text */
    default String stored(Object... parameters) {
        return Stream.concat(Stream.of(code()), Stream.of(parameters).map(parameter -> StoredLine.escaped(parameter.toString())))
            .collect(Collectors.joining(":"));
    }
}
