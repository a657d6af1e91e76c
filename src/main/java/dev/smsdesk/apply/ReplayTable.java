package dev.smsdesk.apply;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.CallbackState;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Replays that an admin asked for. */
final class ReplayTable {
    private static final String COLUMNS = "select id, asked_at, asked_by, channel, state, note, received_from, received_to, provider_id, batch_id, reached, "
        + "last_id, looked_at, new_reports, moves, finished_at from replay ";

    private ReplayTable() {}

    static void insert(Connection connection, ReplayRun run) throws SQLException {
        ReplayFilter filter = run.filter();
        Sql.run(connection, "insert into replay (id, asked_at, asked_by, channel, state, note, received_from, received_to, provider_id, batch_id, reached, "
            + "last_id, looked_at, new_reports, moves, finished_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, null)", run.id(), run.askedAt(),
            run.askedBy(), filter.channel() == null ? null : filter.channel().name(), filter.state() == null ? null : filter.state().name(), filter.note(),
            filter.from(), filter.to(), filter.providerId(), filter.batchId(), run.reached(), run.lastId());
    }

    static List<ReplayRun> one(Connection connection, String id) throws SQLException {
        return Sql.list(connection, ReplayTable::run, COLUMNS + "where id = ?", id);
    }

    static List<ReplayRun> latest(Connection connection, int limit) throws SQLException {
        return Sql.list(connection, ReplayTable::run, COLUMNS + "order by id desc limit ?", limit);
    }

    /** The oldest that is not through, locked; empty while another node moves it on. */
    static List<ReplayRun> open(Connection connection) throws SQLException {
        return Sql.list(connection, ReplayTable::run, COLUMNS + "where finished_at is null order by id limit 1 for update skip locked");
    }

    static void reached(Connection connection, String id, String reached, int lookedAt) throws SQLException {
        Sql.run(connection, "update replay set reached = ?, looked_at = looked_at + ? where id = ?", reached, lookedAt, id);
    }

    static void done(Connection connection, String id, Done done) throws SQLException {
        Sql.run(connection, "update replay set new_reports = new_reports + ?, moves = moves + ? where id = ?", done.newReports(), done.moves(), id);
    }

    static void finished(Connection connection, String id, Instant now) throws SQLException {
        Sql.run(connection, "update replay set finished_at = ? where id = ?", now, id);
    }

    private static ReplayRun run(ResultSet row) throws SQLException {
        ReplayFilter filter = new ReplayFilter(row.getString("channel") == null ? null : Sql.word(row, "channel", Channel.class),
            row.getString("state") == null ? null : Sql.word(row, "state", CallbackState.class), row.getString("note"), Sql.instant(row, "received_from"),
            Sql.instant(row, "received_to"), row.getString("provider_id"), row.getString("batch_id"));
        return new ReplayRun(row.getString("id"), row.getString("asked_by"), Sql.instant(row, "asked_at"), filter, row.getString("reached"),
            row.getString("last_id"), row.getLong("looked_at"), row.getLong("new_reports"), row.getLong("moves"), Sql.instant(row, "finished_at"));
    }
}
