package dev.smsdesk.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as Sinch writes them: UTC, always three digits of a second, Z. */
public final class WireInstant {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WireInstant() {}

    public static String of(Instant time) {
        return MILLIS.format(time);
    }
}
