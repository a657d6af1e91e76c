package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The rows of entered secrets. */
final class SecretTable {
    private static final int MOST = 100;

    private SecretTable() {}

    /** Live secrets first, at most one per place, so that no number of removed ones crowds them out. */
    static List<EnteredSecret> all(Connection connection) throws SQLException {
        return Sql.list(connection, SecretTable::read, "select * from webhook_secret order by case when removed_at is null then 0 else 1 "
            + "end, id desc limit ?", MOST);
    }

    /** The path's live secrets, locked until the transaction ends. */
    static List<EnteredSecret> locked(Connection connection, Channel channel) throws SQLException {
        return Sql.list(connection, SecretTable::read, "select * from webhook_secret where channel = ? and removed_at is null order by "
            + "id limit ? for update", channel.name(), MOST);
    }

    /** @throws java.sql.SQLIntegrityConstraintViolationException its place is taken */
    static void insert(Connection connection, EnteredSecret secret) throws SQLException {
        Sql.run(connection, "insert into webhook_secret (id, channel, slot, place, sealed, entered_at, entered_by) values (?, ?, ?, ?, "
            + "?, ?, ?)", secret.id(), secret.channel().name(), secret.slot().name(), place(secret), secret.sealed(), secret.enteredAt(),
            secret.enteredBy());
    }

    static void update(Connection connection, EnteredSecret secret) throws SQLException {
        Sql.run(connection, "update webhook_secret set slot = ?, place = ?, sealed = ?, removed_at = ? where id = ?",
            secret.slot().name(), place(secret), secret.sealed(), secret.removedAt(), secret.id());
    }

    static void delete(Connection connection, EnteredSecret secret) throws SQLException {
        Sql.run(connection, "delete from webhook_secret where id = ?", secret.id());
    }

    static void deleteRemovedBefore(Connection connection, Instant time) throws SQLException {
        Sql.run(connection, "delete from webhook_secret where removed_at < ?", time);
    }

    private static String place(EnteredSecret secret) {
        return secret.isLive() ? secret.channel().word() + "/" + secret.slot().word() : null;
    }

    private static EnteredSecret read(ResultSet row) throws SQLException {
        return new EnteredSecret(row.getString("id"), Sql.word(row, "channel", Channel.class), Sql.word(row, "slot", Slot.class),
            row.getBytes("sealed"), Sql.instant(row, "entered_at"), row.getString("entered_by"), Sql.instant(row, "removed_at"));
    }
}
