package dev.smsdesk.message.table;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.util.List;
import java.util.Optional;

/** Drafts as a person looks at them before they are confirmed. */
public final class Drafts {
    private final Tx tx;

    public Drafts(Tx tx) {
        this.tx = tx;
    }

    /**
     * @param typed null where it is no draft any more
     * @param first digits of the first recipients
     */
    public record StoredDraft(Batch batch, DraftTable.Typed typed, List<String> first) {
        public boolean isDraft() {
            return batch.getStatus() == BatchStatus.DRAFT && typed != null;
        }
    }

    /** @param shown how many recipients, at most 1000 */
    public Optional<StoredDraft> find(String batchId, int shown) {
        return tx.read(em -> Optional.ofNullable(em.find(Batch.class, batchId)).map(batch -> SqlWork.on(connection -> new StoredDraft(batch,
            DraftTable.typed(connection, batchId).orElse(null), DraftTable.first(connection, batchId, shown))).apply(em)));
    }
}
