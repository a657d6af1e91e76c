package dev.smsdesk.apply;

import dev.smsdesk.account.Channel;
import dev.smsdesk.jobs.Job;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The filters and results of replays; their progress is in the jobs. */
final class ReplayTable {
    private ReplayTable() {}

    static void insert(Connection connection, String id, ReplayFilter filter) throws SQLException {
        Sql.run(connection, "insert into replay (id, channel, state, note, received_from, received_to, provider_id, batch_id, last_id, "
            + "new_reports, moves) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)", id, filter.channel() == null ? null : filter.channel().name(),
            filter.state() == null ? null : filter.state().name(), filter.note(), filter.from(), filter.to(), filter.providerId(),
            filter.batchId(), filter.afterLast(id));
    }

    /** In any order. */
    static List<ReplayRun> of(Connection connection, List<Job> jobs) throws SQLException {
        Map<String, Job> byId = jobs.stream().collect(Collectors.toMap(Job::id, Function.identity()));
        return Rows.select(connection, row -> run(row, byId), "select id, channel, state, note, received_from, received_to, provider_id, "
            + "batch_id, last_id, new_reports, moves from replay where id in ", "", byId.keySet());
    }

    static void found(Connection connection, String id, ApplyResult done) throws SQLException {
        Sql.run(connection, "update replay set new_reports = new_reports + ?, moves = moves + ? where id = ?",
            done.newReports(), done.moves(), id);
    }

    private static ReplayRun run(ResultSet row, Map<String, Job> jobs) throws SQLException {
        ReplayFilter filter = new ReplayFilter(row.getString("channel") == null ? null : Sql.word(row, "channel", Channel.class),
            row.getString("state") == null ? null : Sql.word(row, "state", CallbackState.class), row.getString("note"),
            Sql.instant(row, "received_from"), Sql.instant(row, "received_to"), row.getString("provider_id"), row.getString("batch_id"));
        return new ReplayRun(jobs.get(row.getString("id")), filter, row.getString("last_id"), row.getLong("new_reports"),
            row.getLong("moves"));
    }
}
