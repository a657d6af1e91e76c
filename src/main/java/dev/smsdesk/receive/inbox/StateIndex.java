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
 * Callbacks of one state by the order in which they came. The index has them by state, time of the next look and id: what is never looked at again lies in it
 * in order, however much; of what is to be looked at, as much as waits is read, from the index alone.
 */
public final class StateIndex {
    private static final String SETTLED = "next_attempt_at is null";
    private static final String WAITING = "next_attempt_at is not null";

    private StateIndex() {}

    /**
     * @param waiting to be looked at again; or those that never are; null for both
     * @param before  an id
     * @return ids, the newest first
     */
    public static List<String> newest(Connection connection, CallbackState state, Boolean waiting, String before, int limit) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (String part : waiting == null ? List.of(SETTLED, WAITING) : List.of(part(waiting))) {
            ids.addAll(Sql.list(connection, row -> row.getString(1), "select id from callback where state = ? and " + part + " and id < ? order by id desc limit ?",
                state.name(), before, limit));
        }
        return ids.stream().sorted(Comparator.reverseOrder()).distinct().limit(limit).toList();   // one may change its part meanwhile
    }

    /** How many there are, counted up to {@code most}. @param waiting as for {@link #newest} */
    public static long count(Connection connection, CallbackState state, Boolean waiting, int most) throws SQLException {
        return Sql.list(connection, row -> row.getLong(1), "select count(*) from (select id from callback where state = ?"
            + (waiting == null ? "" : " and " + part(waiting)) + " limit ?) found", state.name(), most).get(0);
    }

    private static String part(boolean waiting) {
        return waiting ? WAITING : SETTLED;
    }

    /** When the oldest of a state came. @param waiting only of what is to be looked at again */
    public static Optional<Instant> oldest(Connection connection, CallbackState state, boolean waiting) throws SQLException {
        return Sql.list(connection, row -> Sql.instant(row, "received_at"), "select received_at from callback where id = (select min(id) from callback where state = ?"
            + (waiting ? " and " + WAITING : "") + ")", state.name()).stream().findFirst();
    }
}
