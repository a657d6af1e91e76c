package dev.smsdesk.sinch.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Times as Sinch writes them: ISO 8601, none to nine digits of a second, Z or an offset, and UTC where neither is given. */
public final class WireTime {
    private static final DateTimeFormatter LENIENT = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).optionalStart()
            .parseLenient().appendOffset("+HH", "Z").toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    /** A clock that was never set says 1970, and no message is that old. */
    private static final Instant FIRST = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private WireTime() {}

    /** @return cut to the microseconds that databases keep; null when it is no time, or none between 1971 and 9998 */
    public static Instant parse(String text) {
        try {
            TemporalAccessor parsed = LENIENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            Instant time = parsed instanceof OffsetDateTime withOffset
                    ? withOffset.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
            return time.isBefore(FIRST) || !time.isBefore(END) ? null : time.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
