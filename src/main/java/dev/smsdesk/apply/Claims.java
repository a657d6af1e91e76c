package dev.smsdesk.apply;

import dev.smsdesk.message.Family;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Which callbacks are due, and what became of them. A claim is a row lock that ends with the transaction in which the
 * effect is written, so a claim and its effect commit together or not at all, on whatever node.
 */
final class Claims {
    private static final String COLUMNS = "select id, family, body, content_type, encoding, attempts, received_at from callback ";
    private static final int NOTE_CHARS = 500;

    private Claims() {}

    /** SKIP LOCKED only lets several appliers work side by side; nothing rests on it. */
    static List<Kept> due(Connection connection, Instant now, int limit) throws SQLException {
        return Sql.list(connection, Claims::kept, COLUMNS + "where next_attempt_at <= ? order by next_attempt_at, id limit ? for update skip locked", now, limit);
    }

    static List<String> dueIds(Connection connection, Instant now, int limit) throws SQLException {
        return Sql.list(connection, row -> row.getString(1), "select id from callback where next_attempt_at <= ? order by next_attempt_at, id limit ?", now, limit);
    }

    /** @return empty when another node has it, or it is no longer due */
    static List<Kept> one(Connection connection, String id, Instant now) throws SQLException {
        return Sql.list(connection, Claims::kept, COLUMNS + "where id = ? and next_attempt_at <= ? for update skip locked", id, now);
    }

    static void settle(Connection connection, List<Settled> settled) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update callback set state = ?, note = ?, provider_id = ?, status = ?, "
                + "reason = ?, event_at = ?, attempts = attempts + 1, next_attempt_at = ? where id = ?")) {
            for (Settled one : settled) {
                Settled.Gist gist = one.gist();
                Sql.bind(update, one.state().name(), cut(one.note()), gist.providerId(), gist.status(), gist.reason(), gist.at(),
                    one.nextAttemptAt(), one.callback().id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** The parked callbacks under this provider id are due now. */
    static void wake(Connection connection, Family family, String providerId, Instant now) throws SQLException {
        Sql.run(connection, "update callback set next_attempt_at = ? where provider_id = ? and family = ? and state = 'PARKED'", now, providerId, family.word());
    }

    private static String cut(String note) {
        return note == null || note.length() <= NOTE_CHARS ? note : note.substring(0, NOTE_CHARS);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(row.getString("id"), Sql.word(row, "family", Family.class), row.getBytes("body"), row.getString("content_type"),
            row.getString("encoding"), row.getInt("attempts"), Sql.instant(row, "received_at"));
    }
}
