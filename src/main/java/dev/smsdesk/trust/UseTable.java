package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The rows that count uses of secrets. */
final class UseTable {
    private static final int MOST = 500;

    private UseTable() {}

    /** What is counted: a path and a secret's fingerprint. */
    record UseKey(Channel channel, String fingerprint) {}

    /** Adds to the count of all nodes; the first call, without uses, records when counting began. @param last null without uses */
    static void add(Connection connection, UseKey key, long hits, Instant last, Instant now) throws SQLException {
        Sql.run(connection, "insert into secret_use (channel, fingerprint, hits, known_since) values (?, ?, ?, ?) on duplicate key "
            + "update hits = hits + values(hits)", key.channel().name(), key.fingerprint(), hits, now);
        if (last != null) {
            Sql.run(connection, "update secret_use set last_hit_at = ? where channel = ? and fingerprint = ? and (last_hit_at is null or "
                + "last_hit_at < ?)", last, key.channel().name(), key.fingerprint(), last);
        }
    }

    static Map<UseKey, SecretUse> all(Connection connection) throws SQLException {
        Map<UseKey, SecretUse> uses = new HashMap<>();
        Sql.list(connection, row -> uses.put(new UseKey(Sql.word(row, "channel", Channel.class), row.getString("fingerprint")),
            new SecretUse(row.getLong("hits"), Sql.instant(row, "last_hit_at"), Sql.instant(row, "known_since"))),
            "select * from secret_use order by known_since desc limit ?", MOST);
        return uses;
    }
}
