package dev.smsdesk.receive.inbox;

import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads callbacks of one state in the order of arrival. The index is (state, next_attempt_at, id): settled callbacks are in order in it,
 * and the waiting ones are read in full, from the index alone.
 */
public final class StateIndex {
    private static final String SETTLED = "next_attempt_at is null";
    private static final String WAITING = "next_attempt_at is not null";

    private StateIndex() {}

    /**
     * @param waiting true for callbacks that are due later, false for settled ones, null for both
     * @param before  an id
     * @return ids, newest first
     */
    public static List<String> newest(Connection connection, CallbackState state, Boolean waiting, String before, int limit)
            throws SQLException {
        List<String> ids = new ArrayList<>();
        for (String part : waiting == null ? List.of(SETTLED, WAITING) : List.of(part(waiting))) {
            ids.addAll(Sql.list(connection, row -> row.getString(1),
                "select id from callback where state = ? and " + part + " and id < ? order by id desc limit ?",
                state.name(), before, limit));
        }
        // a callback may move to the other part between the queries
        return ids.stream().sorted(Comparator.reverseOrder()).distinct().limit(limit).toList();
    }

    /** Counts up to {@code most}. @param waiting as for {@link #newest} */
    public static long count(Connection connection, CallbackState state, Boolean waiting, int most) throws SQLException {
        return Sql.list(connection, row -> row.getLong(1), "select count(*) from (select id from callback where state = ?"
            + (waiting == null ? "" : " and " + part(waiting)) + " limit ?) found", state.name(), most).get(0);
    }

    private static String part(boolean waiting) {
        return waiting ? WAITING : SETTLED;
    }

    /** Arrival of the oldest callback of a state. @param waiting only those that are due later */
    public static Optional<Instant> oldest(Connection connection, CallbackState state, boolean waiting) throws SQLException {
        return Sql.list(connection, row -> Sql.instant(row, "received_at"),
            "select received_at from callback where id = (select min(id) from callback where state = ?" + (waiting ? " and " + WAITING : "")
            + ")", state.name()).stream().findFirst();
    }
}
