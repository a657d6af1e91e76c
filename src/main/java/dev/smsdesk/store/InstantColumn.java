package dev.smsdesk.store;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Instant in Java, DATETIME(6) in UTC in the database. Never java.sql.Timestamp, which loses an hour when the clock changes. */
@Converter
public final class InstantColumn implements AttributeConverter<Instant, LocalDateTime> {
    @Override
    public LocalDateTime convertToDatabaseColumn(Instant instant) {
        return utc(instant);
    }

    @Override
    public Instant convertToEntityAttribute(LocalDateTime column) {
        return instant(column);
    }

    /** For plain JDBC: {@code setObject(i, utc(t))}. Truncated to the column's microseconds. */
    public static LocalDateTime utc(Instant instant) {
        return instant == null ? null : LocalDateTime.ofEpochSecond(instant.getEpochSecond(),
            instant.getNano() / 1_000 * 1_000, ZoneOffset.UTC);
    }

    /** For plain JDBC: {@code instant(rs.getObject(i, LocalDateTime.class))}. */
    public static Instant instant(LocalDateTime column) {
        return column == null ? null : column.toInstant(ZoneOffset.UTC);
    }
}
