package dev.smsdesk.reconcile;

import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was asked about a batch, for its page. */
public final class Inquiries {
    private final Tx tx;

    public Inquiries(Tx tx) {
        this.tx = tx;
    }

    /**
     * @param asks   how often Sinch was asked about a submission; {@code asked} when last, {@code answer} what it said, one sentence
     * @param again  when it is asked next, or null
     */
    public record Inquiry(int asks, Instant asked, String answer, Instant again) {}

    /** By submission; those that nobody asked about are absent. */
    public Map<String, Inquiry> of(Collection<String> submissionIds) {
        return tx.sql(connection -> {
            Map<String, Inquiry> found = new HashMap<>();
            Rows.select(connection, row -> found.put(row.getString("id"), new Inquiry(row.getInt("asks"), Sql.instant(row, "asked_at"), row.getString("answer"), Sql.instant(row, "ask_at"))),
                "select id, asks, asked_at, answer, ask_at from submission where (asks > 0 or answer is not null) and id in ", "", submissionIds);
            return found;
        });
    }

    /** Which of these recipients had to be asked for, and no callback has told their final state since. */
    public Set<String> unheard(Collection<String> recipientIds) {
        if (recipientIds.isEmpty()) {
            return Set.of();
        }
        return tx.sql(connection -> new TreeSet<>(Sql.list(connection, row -> row.getString(1), "select u.recipient_id from unheard u where u.recipient_id in ("
            + Open.marks(recipientIds.size()) + ") and not " + NeverCame.TOLD, recipientIds.toArray())));
    }
}
