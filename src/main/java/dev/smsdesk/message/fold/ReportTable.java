package dev.smsdesk.message.fold;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.fold.FoldResult.NewReport;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reports, many rows a statement. */
public final class ReportTable {
    private static final String INSERT =
        "insert into report (id, identity, submission_id, recipient_id, digits, provider_id, source, status, state, code, "
        + "reason, operator_at, reported_at, message_count, received_at, callback_id) values ";
    /** Kept already: by another node of a cluster a moment ago, or by an older version, which read the word otherwise. */
    private static final String AGAIN = " on duplicate key update state = values(state)";
    private static final String CONFIRMED = " on duplicate key update callback_id = coalesce(callback_id, values(callback_id))";

    private static final String ASKED_FOR = ReportSource.POLL.name();

    private ReportTable() {}

    /** One report of a recipient. @param standing without a state where the word is not understood */
    record StateReport(String identity, String recipientId, Standing standing) {}

    /**
     * A report that is kept.
     * @param state as what its word was understood: null for not at all;
     * @param told by a callback, or by a person or our sending
     */
    record StoredReport(DeliveryState state, boolean told) {}

    /** Which of them are kept. */
    static Map<String, StoredReport> known(Connection connection, Collection<String> identities) throws SQLException {
        Map<String, StoredReport> known = new HashMap<>();
        Rows.select(connection, row -> known.put(row.getString("identity"),
            new StoredReport(state(row), !ASKED_FOR.equals(row.getString("source")) || row.getString("callback_id") != null)),
            "select identity, state, source, callback_id from report where identity in ", "", identities);
        return known;
    }

    /** A callback confirms a report that is known by polling: it stays one report, which now names its callback. */
    static void confirm(Connection connection, List<NewReport> entries, Ids ids, Instant now) throws SQLException {
        write(connection, CONFIRMED, entries, ids, now);
    }

    static List<StateReport> claims(Connection connection, Collection<RecipientTable.RecipientRow> recipients) throws SQLException {
        return Rows.select(connection, row -> new StateReport(row.getString("identity"), row.getString("recipient_id"), standing(row)),
            "select identity, recipient_id, state, operator_at, reported_at, code, reason, provider_id from report where (submission_id, "
            + "recipient_id) in ",
            "", recipients, recipient -> new Object[] {recipient.key().submissionId(), recipient.id()});
    }

    static void insert(Connection connection, List<NewReport> entries, Ids ids, Instant now) throws SQLException {
        write(connection, AGAIN, entries, ids, now);
    }

    /** Reports that speak of none of the batch's recipients are listed by batch: few have any. */
    static void listStrays(Connection connection, List<NewReport> fresh) throws SQLException {
        List<String> strays = fresh.stream().filter(entry -> entry.recipientId() == null).map(NewReport::identity).toList();
        List<Object[]> rows = Rows.select(connection,
            row -> new Object[] {row.getString("batch_id"), row.getString("digits") == null, row.getString("id")},
            "select s.batch_id, p.digits, p.id from report p join submission s on s.id = p.submission_id where p.identity in ", "", strays);
        Rows.insert(connection, "insert into stray_report (batch_id, summary, report_id) values ",
            " on duplicate key update summary = values(summary)", rows, row -> row);
    }

    /** Of a batch, those that name a number first. @return ids of reports */
    public static List<String> strays(Connection connection, String batchId, int limit) throws SQLException {
        return Sql.list(connection, row -> row.getString(1),
            "select report_id from stray_report where batch_id = ? order by summary, report_id limit ?", batchId, limit);
    }

    /** Whole rows, also of reports that are kept: this way alone changes many in different ways with one statement. */
    private static void write(Connection connection, String suffix, List<NewReport> entries, Ids ids, Instant now) throws SQLException {
        Rows.insert(connection, INSERT, suffix, entries, entry -> {
            DeliveryEvent event = entry.event();
            return new Object[] {ids.next(), entry.identity(), entry.submissionId(), entry.recipientId(), event.digits(),
                event.providerId(),
                event.source().name(), event.status(), event.state() == null ? null : event.state().name(), event.code(), event.reason(),
                event.operatorAt(), event.at(), event.count(), now, event.callbackId()};
        });
    }

    /** Of a report, or of a recipient: the columns have the same names. */
    static Standing standing(ResultSet row) throws SQLException {
        return new Standing(state(row), Sql.instant(row, "operator_at"), Sql.instant(row, "reported_at"),
            row.getObject("code", Integer.class), row.getString("reason"), row.getString("provider_id"));
    }

    private static DeliveryState state(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return state == null ? null : DeliveryState.valueOf(state);
    }
}
