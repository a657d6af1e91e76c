package dev.smsdesk.message.fold;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Recipients, many rows a statement, for the fold. A caller that writes or deletes them has locked the submission's row. */
public final class RecipientTable {
    private static final String SELECT =
        "select id, batch_id, submission_id, digits, state, operator_at, reported_at, code, reason, provider_id, conflict "
        + "from recipient where (submission_id, digits) in ";
    /** Rows that are all there: this way alone takes many different values in one statement, on every database. */
    private static final String UPDATE =
        "insert into recipient (id, batch_id, submission_id, digits, state, operator_at, reported_at, code, reason, "
        + "provider_id, conflict) values ";
    private static final String OVER =
        " on duplicate key update state = values(state), operator_at = values(operator_at), reported_at = values(reported_at), "
        + "code = values(code), reason = values(reason), provider_id = values(provider_id), conflict = values(conflict)";

    private static final String BORN = "insert into recipient (id, batch_id, submission_id, digits, state, conflict) values ";

    private RecipientTable() {}

    record RecipientKey(String submissionId, String digits) {}

    record RecipientRow(String id, String batchId, RecipientKey key, Fold fold) {}

    public static void insert(Connection connection, String batchId, Collection<NewRecipient> born) throws SQLException {
        Rows.insert(connection, BORN, "", born,
            one -> new Object[] {one.id(), batchId, one.submissionId(), one.digits(), DeliveryState.WAITING.name(), false});
    }

    static Map<RecipientKey, RecipientRow> find(Connection connection, Collection<RecipientKey> keys) throws SQLException {
        Map<RecipientKey, RecipientRow> found = new HashMap<>();
        for (RecipientRow row : Rows.select(connection, RecipientTable::row, SELECT, "", keys,
            key -> new Object[] {key.submissionId(), key.digits()})) {
            found.put(row.key(), row);
        }
        return found;
    }

    static List<String> digitsOf(Connection connection, String submissionId) throws SQLException {
        return Sql.list(connection, row -> row.getString(1), "select digits from recipient where submission_id = ?", submissionId);
    }

    /** By submission, the digits of its recipient where it has exactly one. */
    static Map<String, String> sole(Connection connection, Collection<String> submissionIds) throws SQLException {
        Map<String, String> sole = new HashMap<>();
        Rows.select(connection, row -> sole.put(row.getString("submission_id"), row.getString("digits")),
            "select submission_id, max(digits) as digits from recipient where submission_id in ",
            " group by submission_id having count(*) = 1", submissionIds);
        return sole;
    }

    static void write(Connection connection, List<StateChange> moves) throws SQLException {
        Rows.insert(connection, UPDATE, OVER, moves, move -> {
            Standing now = move.after().standing();
            return new Object[] {move.recipientId(), move.batchId(), move.submissionId(), move.digits(), now.state().name(),
                now.operatorAt(), now.at(), now.code(), now.reason(), now.providerId(), move.after().conflict()};
        });
    }

    private static RecipientRow row(ResultSet row) throws SQLException {
        return new RecipientRow(row.getString("id"), row.getString("batch_id"),
            new RecipientKey(row.getString("submission_id"), row.getString("digits")),
            new Fold(ReportTable.standing(row), row.getBoolean("conflict")));
    }
}
