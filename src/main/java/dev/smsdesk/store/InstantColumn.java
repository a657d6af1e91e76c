package dev.smsdesk.store;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/**
 * Instant in Java, DATETIME(6) in UTC in the database. Entities pass it as text, plain JDBC as LocalDateTime: EclipseLink turns
 * every LocalDateTime into a java.sql.Timestamp, and that moves the hour which the server's zone skips in spring.
 */
@Converter
public final class InstantColumn implements AttributeConverter<Instant, String> {
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).toFormatter();

    @Override
    public String convertToDatabaseColumn(Instant instant) {
        return instant == null ? null : TEXT.format(utc(instant));
    }

    @Override
    public Instant convertToEntityAttribute(String column) {
        return column == null ? null : instant(LocalDateTime.parse(column, TEXT));
    }

    /** For plain JDBC: {@code setObject(i, utc(t))}. Cut to the microseconds that the column keeps. */
    public static LocalDateTime utc(Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    /** For plain JDBC: {@code instant(rs.getObject(i, LocalDateTime.class))}. */
    public static Instant instant(LocalDateTime column) {
        return column == null ? null : column.toInstant(ZoneOffset.UTC);
    }
}
