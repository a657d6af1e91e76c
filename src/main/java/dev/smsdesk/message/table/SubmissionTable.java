package dev.smsdesk.message.table;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What other packages look up of submissions, and may change of them beside {@link DeliveryLog}. */
public final class SubmissionTable {
    private SubmissionTable() {}

    /** Which of these ids are those of submissions. */
    public static Set<String> among(Connection connection, Channel channel, Collection<String> ids) throws SQLException {
        return new HashSet<>(Rows.select(connection, row -> row.getString("id"),
            "select id from submission where channel = '" + channel.name() + "' and id in ", "", ids));
    }

    /** A query for the channels of one batch; its one value is the batch's id. */
    public static String channelsOfBatch() {
        return "select s.channel from submission s where s.batch_id = ?";
    }

    /** How many calls of the account wait, counted up to the limit. */
    public static long countWaiting(Connection connection, String account, int limit) throws SQLException {
        return count(connection, "WAITING", account, limit);
    }

    /** How many calls of the account have an unknown end, counted up to the limit. */
    public static long countUnsure(Connection connection, String account, int limit) throws SQLException {
        return count(connection, "UNSURE", account, limit);
    }

    private static long count(Connection connection, String state, String account, int limit) throws SQLException {
        return Sql.list(connection, row -> row.getLong(1),
            "select count(*) from (select id from submission where state = ? and account = ? limit ?) counted",
            state, account, limit).get(0);
    }

    /** Ids of calls of the account that wait, those first whose turn is first. */
    public static List<String> headOfQueue(Connection connection, String account, int limit) throws SQLException {
        return Sql.list(connection, row -> row.getString("id"),
            "select id from submission where state = 'WAITING' and account = ? order by next_attempt_at limit ?", account, limit);
    }

    /** Ids of those of a batch that wait, in order. */
    public static List<String> waiting(Connection connection, String batchId, int limit) throws SQLException {
        return Sql.list(connection, row -> row.getString("id"),
            "select id from submission where batch_id = ? and state = 'WAITING' order by id limit ?", batchId, limit);
    }

    /** Whether a call of the batch waits or is under way: one that is under way may have to wait again. */
    public static boolean hasOpen(Connection connection, String batchId) throws SQLException {
        return !Sql.list(connection, row -> row.getString("id"),
            "select id from submission where batch_id = ? and state in ('WAITING', 'SENDING') limit 1", batchId).isEmpty();
    }

    /** A call whose lease has ended. @param version its fencing number */
    public record Lapsed(String submissionId, String batchId, long version) {}

    /** Calls whose lease ended before this time, in the order of their ids. */
    public static List<Lapsed> lapsed(Connection connection, String account, Instant now, int limit) throws SQLException {
        return Sql.list(connection, row -> new Lapsed(row.getString("id"), row.getString("batch_id"), row.getLong("version")),
            "select id, batch_id, version from submission where account = ? and lease_until < ? and state in ('SENDING', 'SENT') "
            + "order by id limit ?", account, now, limit);
    }

    /** When recipients were handed to Sinch, the earliest first. @param after not at this time, but {@code until} this one */
    public static List<Instant> handedOver(Connection connection, String account, Instant after, Instant until, int limit)
        throws SQLException {
        return Sql.list(connection, row -> Sql.instant(row, "called_at"),
            "select s.called_at from submission s join recipient r on r.submission_id = s.id "
            + "where s.account = ? and s.state = 'SENT' and s.called_at > ? and s.called_at <= ? order by s.called_at limit ?", account,
            after, until, limit);
    }

    /** Whether Sinch took a call that began then or later. */
    public static boolean acceptedSince(Connection connection, String account, Instant since) throws SQLException {
        return !Sql.list(connection, row -> row.getString("id"),
            "select id from submission where account = ? and called_at >= ? and state = ? limit 1", account, since,
            SubmissionState.SENT.name()).isEmpty();
    }

    /**
     * How the last calls ended that began after this time.
     * @return status and code of a refusal; the text {@code null} where Sinch took it
     */
    public static List<String> lastRefusals(Connection connection, String account, Instant after, int limit) throws SQLException {
        return Sql.list(connection, row -> String.valueOf(row.getString("refused_as")),
            "select case when state = 'SENT' then null else refused_as end as refused_as from submission where account = ? and called_at "
            + "> ?"
                + " and (state = 'SENT' or state = 'GIVEN_UP' and refused_as is not null) order by called_at desc limit " + limit, account,
                after);
    }
}
