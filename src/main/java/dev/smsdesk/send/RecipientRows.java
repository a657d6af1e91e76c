package dev.smsdesk.send;

import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes a call's recipients, many rows a statement: without URL parameters MySQL's driver sends a JDBC batch row by row, which is ten
 * thousand round trips for ten thousand recipients.
 */
final class RecipientRows {
    private static final int ROWS = 500;
    private static final String INTO = "insert into recipient (id, batch_id, submission_id, digits, state, conflict) values ";
    private static final String ROW = "(?, ?, ?, ?, 'WAITING', false)";

    private RecipientRows() {}

    static void insert(Connection connection, String batchId, Call call) throws SQLException {
        List<Call.Recipient> all = call.recipients();
        for (int from = 0; from < all.size(); from += ROWS) {
            List<Call.Recipient> some = all.subList(from, Math.min(all.size(), from + ROWS));
            Object[] values = some.stream().<Object>mapMulti((recipient, add) -> {
                add.accept(recipient.id());
                add.accept(batchId);
                add.accept(call.submissionId());
                add.accept(recipient.digits());
            }).toArray();
            Sql.run(connection, INTO + (ROW + ", ").repeat(some.size() - 1) + ROW, values);
        }
    }
}
