package dev.smsdesk.send.worker;

import dev.smsdesk.message.table.SubmissionTable;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.time.Instant;
import java.util.List;

/** What earlier calls of the account came to, read from their submissions: nodes share no counter, so none waits for another's lock. */
final class PastAnswers {
    /** So many final answers with one code and no success between stop sending. */
    static final int ALIKE = 20;
    private final Tx tx;
    private final String account;

    PastAnswers(Tx tx, String account) {
        this.tx = tx;
        this.account = account;
    }

    /** Whether Sinch took a call that began then or later. */
    boolean acceptedSince(Instant since) {
        return tx.sql(connection -> SubmissionTable.acceptedSince(connection, account, since));
    }

    /**
     * Whether the last {@value #ALIKE} calls that came to an end since sending was resumed were all refused alike.
     * @param as status and code
     */
    boolean onlyRefused(String as) {
        List<String> last = tx.sql(connection -> SubmissionTable.lastRefusals(connection, account,
            Sql.list(connection, row -> Sql.instant(row, "resumed_at"), "select resumed_at from sending_resume where account = ?", account)
            .stream().findFirst().orElse(Instant.EPOCH), ALIKE));
        return last.size() == ALIKE && last.stream().allMatch(as::equals);
    }
}
