package dev.smsdesk.reconcile;

import dev.smsdesk.message.table.PollTable;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Tx;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was asked about a batch, for its page. */
public final class PollHistory {
    private final Tx tx;

    public PollHistory(Tx tx) {
        this.tx = tx;
    }

    /** By submission; those that Sinch was never asked about are absent. */
    public Map<String, PollTable.Inquiry> of(Collection<String> submissionIds) {
        return tx.sql(connection -> PollTable.inquiries(connection, submissionIds));
    }

    /** Which of these recipients had to be asked for, and no callback has told their final state since. */
    public Set<String> unheard(Collection<String> recipientIds) {
        return tx.sql(connection -> new TreeSet<>(Rows.select(connection, row -> row.getString(1),
            "select u.recipient_id from unheard u where not " + MissingCallbacks.TOLD + " and u.recipient_id in ", "", recipientIds)));
    }
}
