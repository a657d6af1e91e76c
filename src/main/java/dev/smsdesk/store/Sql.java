package dev.smsdesk.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plain SQL with bound values, for tables without an entity. Instants are stored as DATETIME(6) in UTC. */
public final class Sql {
    /** Reads the current row. */
    public interface RowMapper<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Sql() {}

    /** All rows, in order. The statement must limit their number. */
    public static <T> List<T> list(Connection connection, RowMapper<T> reader, String sql, Object... values) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, values);
            List<T> read = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    read.add(reader.read(rows));
                }
            }
            return read;
        }
    }

    /** Returns no row count, because drivers count differently. */
    public static void run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return InstantColumn.instant(row.getObject(column, LocalDateTime.class));
    }

    /** An enum stored by name, in either case. */
    public static <E extends Enum<E>> E word(ResultSet row, String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, row.getString(column).toUpperCase(Locale.ROOT));
    }

    public static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i] instanceof Instant time ? InstantColumn.utc(time) : values[i]);
        }
    }
}
