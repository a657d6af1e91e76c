package dev.smsdesk.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Many rows in one statement. Without URL parameters MySQL's driver sends a JDBC batch row by row, and round trips are slow; so rows are
 * written as one list of values and read by one list of keys.
 */
public final class Rows {
    private static final int ROWS = 600;

    private Rows() {}

    /**
     * @param sql    up to and including {@code values}
     * @param suffix after the values, such as {@code on duplicate key update …}
     * @param values of one row, always the same number
     */
    public static <T> void insert(Connection connection, String sql, String suffix, Collection<T> rows, Function<T, Object[]> values)
            throws SQLException {
        for (List<T> some : chunks(rows)) {
            List<Object> bound = bound(some, values);
            String row = "(" + "?, ".repeat(bound.size() / some.size() - 1) + "?)";
            Sql.run(connection, sql + (row + ", ").repeat(some.size() - 1) + row + suffix, bound.toArray());
        }
    }

    /**
     * @param sql    ends with {@code … in}
     * @param suffix after the keys, such as {@code for update}
     */
    public static <T> List<T> select(Connection connection, Sql.RowMapper<T> reader, String sql, String suffix, Collection<String> keys)
            throws SQLException {
        return select(connection, reader, sql, suffix, keys, key -> new Object[] {key});
    }

    /**
     * By keys of several columns.
     * @param sql ends with {@code … (a, b) in}
     */
    public static <K, T> List<T> select(Connection connection, Sql.RowMapper<T> reader, String sql, String suffix, Collection<K> keys,
                                        Function<K, Object[]> key) throws SQLException {
        List<T> read = new ArrayList<>();
        for (List<K> some : chunks(keys)) {
            List<Object> bound = bound(some, key);
            read.addAll(Sql.list(connection, reader, sql + in(some.size(), bound.size() / some.size()) + suffix, bound.toArray()));
        }
        return read;
    }

    /**
     * Updates all rows alike.
     * @param sql   ends with {@code … in}
     * @param first values before the keys
     */
    public static void update(Connection connection, String sql, Collection<String> keys, Object... first) throws SQLException {
        for (List<String> some : chunks(keys)) {
            List<Object> bound = new ArrayList<>(Arrays.asList(first));
            bound.addAll(some);
            Sql.run(connection, sql + in(some.size(), 1), bound.toArray());
        }
    }

    private static String in(int keys, int columns) {
        String one = columns == 1 ? "?" : "(" + "?, ".repeat(columns - 1) + "?)";
        return "(" + (one + ", ").repeat(keys - 1) + one + ")";
    }

    private static <T> List<Object> bound(List<T> rows, Function<T, Object[]> values) {
        List<Object> bound = new ArrayList<>();
        rows.forEach(row -> bound.addAll(Arrays.asList(values.apply(row))));
        return bound;
    }

    private static <T> List<List<T>> chunks(Collection<T> all) {
        List<T> list = new ArrayList<>(all);
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < list.size(); from += ROWS) {
            chunks.add(list.subList(from, Math.min(list.size(), from + ROWS)));
        }
        return chunks;
    }
}
