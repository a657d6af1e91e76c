package dev.smsdesk.metrics;

import dev.smsdesk.message.table.SubmissionTable;
import dev.smsdesk.store.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;

/**
 * The calls of one account that are still to be made, also those of paused batches.
 * @param waiting up to {@value #MOST}
 * @param oldest  when the oldest message of those at the head of the queue was stored, or null
 * @param unsure  calls with an unknown end, up to {@value #MOST}
 */
public record AccountQueue(String account, long waiting, Instant oldest, long unsure) {
    static final int MOST = 10_000;
    private static final int HEAD = 100;

    /** Costs the same however many calls wait. */
    static AccountQueue of(Connection connection, String account) throws SQLException {
        return new AccountQueue(account, SubmissionTable.countWaiting(connection, account, MOST),
            SubmissionTable.headOfQueue(connection, account, HEAD).stream().map(Ids::madeAt).min(Comparator.naturalOrder()).orElse(null),
            SubmissionTable.countUnsure(connection, account, MOST));
    }

    public boolean isCapped() {
        return waiting >= MOST;
    }
}
