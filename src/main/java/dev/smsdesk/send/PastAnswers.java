package dev.smsdesk.send;

import dev.smsdesk.message.SubmissionState;
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
        return !tx.sql(connection -> Sql.list(connection, row -> row.getString("id"),
            "select id from submission where account = ? and called_at >= ? and state = ? limit 1", account, since, SubmissionState.SENT.name())).isEmpty();
    }

    /** Whether the last {@value #ALIKE} calls that came to an end since sending was resumed were all refused alike. @param as status and code */
    boolean onlyRefused(String as) {
        List<String> last = tx.sql(connection -> Sql.list(connection, row -> String.valueOf(row.getString("refused_as")),
            "select case when state = 'SENT' then null else refused_as end as refused_as from submission where account = ? and called_at > ?"
                + " and (state = 'SENT' or state = 'GIVEN_UP' and refused_as is not null) order by called_at desc limit " + ALIKE,
            account, Sql.list(connection, row -> Sql.instant(row, "resumed_at"), "select resumed_at from sending_resume where account = ?", account)
                .stream().findFirst().orElse(Instant.EPOCH)));
        return last.size() == ALIKE && last.stream().allMatch(as::equals);
    }
}
