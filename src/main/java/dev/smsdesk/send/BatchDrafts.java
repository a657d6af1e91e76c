package dev.smsdesk.send;

import dev.smsdesk.common.Text;
import dev.smsdesk.compose.Composer;
import dev.smsdesk.compose.Draft;
import dev.smsdesk.compose.Order;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.table.BatchLife.ActionResult;
import dev.smsdesk.message.table.DraftTable;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.message.table.Resends;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What scripts do with drafts: store, change, confirm, and make new ones of other batches. Nothing is sent before a draft is confirmed. */
public final class BatchDrafts {
    /** Copied in one transaction. */
    private static final int MOST_COPIED = 100_000;
    private static final int LONGEST_NAME = 200;
    private static final String STILL_COPIED = "Its recipients are still being copied from the upload. Nothing was changed; try again.";
    private final Tx tx;
    private final Composer composer;
    private final Outbox outbox;
    private final Messages messages;

    public BatchDrafts(Tx tx, Composer composer, Outbox outbox, Messages messages) {
        this.tx = tx;
        this.composer = composer;
        this.outbox = outbox;
        this.messages = messages;
    }

    /** @param once by which a repeat is known, or null; @throws ProblemException as {@link Outbox#enqueue} */
    String create(Order order, String who, Idempotency once) {
        return stored(order, order.to().stream().map(PhoneNumber::digits).toList(), who, once);
    }

    private String stored(Order order, List<String> digits, String who, Idempotency once) {
        return outbox.draftOf(order, digits.size(), who, once, (connection, id) -> DraftTable.write(connection, id, digits));
    }

    /**
     * The draft says something else.
     * @param match which version the caller saw
     * @throws ProblemException NOT_FOUND; INVALID; CHANGED_MEANWHILE, another version; TOO_LATE, no draft
     */
    void change(String batchId, IfMatch match, byte[] body) {
        Batch batch = batch(batchId);
        requireDraft(batch);
        match.require(batch.getVersion());
        DraftChange change = DraftChange.of(body, batch, composer);
        int recipients = change.newRecipients() ? change.order().to().size() : batch.getRecipientCount();
        ActionResult result = outbox.rewrite(batchId, batch.getVersion(), change.order(), recipients, (connection, id) -> {
            requireAllRecipients(connection, batch);
            if (change.newRecipients()) {
                DraftTable.write(connection, id, change.order().to().stream().map(PhoneNumber::digits).toList());
                DraftTable.forget(connection, id);
            }
        });
        if (result == ActionResult.EDITED) {
            throw IfMatch.changed();
        } else if (result != ActionResult.CHANGED) {
            requireDraft(batch(batchId));
        }
    }

    /** @param match which version is confirmed, or null for the one that there is */
    void confirm(String batchId, IfMatch match, String who) {
        Batch batch = batch(batchId);
        if (match != null) {
            match.require(batch.getVersion());
        }
        outbox.confirm(batchId, batch.getVersion(), who);
    }

    /** @return id of a draft with the same text and the same recipients */
    String duplicate(String batchId, String who, Idempotency once) {
        return outbox.earlier(once).orElseGet(() -> {
            Batch batch = batch(batchId);
            if (batch.getRecipientCount() > MOST_COPIED) {
                throw tooLate("It has more than " + MOST_COPIED + " recipients. Upload its file again.");
            }
            List<String> digits = tx.sql(connection -> DraftTable.all(connection, batchId));
            if (digits.size() < batch.getRecipientCount()) {
                throw tooLate(batch.getStatus() == BatchStatus.CANCELLED
                    ? "It was cancelled before it was confirmed: its recipients are gone."
                    : STILL_COPIED);
            }
            return stored(same(batch, batch.getName()), digits, who, once);
        });
    }

    /** @return id of a batch of one, which is sent now */
    String test(String batchId, String to, boolean allowUnassigned, String who, Idempotency once) {
        return outbox.earlier(once).orElseGet(() -> {
            Batch batch = batch(batchId);
            requireDraft(batch);
            String name = Text.cut("Test: " + (batch.getName() == null ? batchId : batch.getName()), LONGEST_NAME);
            return outbox.enqueue(composer.one(new Draft(batch.getSender(), to == null ? List.of() : List.of(to), batch.getText(), name,
                allowUnassigned, batch.getAccount(), batch.getCategory().word())), who, once);
        });
    }

    /** @return id of a draft of the recipients to whom nothing was delivered */
    String resendFailed(String batchId, String who, Idempotency once) {
        return outbox.earlier(once).orElseGet(() -> {
            Batch batch = batch(batchId);
            if (batch.getStatus() == BatchStatus.DRAFT) {
                throw tooLate("It is a draft: nothing of it was sent yet.");
            }
            return outbox.draftOf(same(batch, batch.getName()), 0, who, once, (connection, id) -> {
                if (Resends.take(connection, batchId, id, MOST_COPIED) == 0) {
                    throw tooLate("It has no failed recipient that is not in an earlier resend already. Nothing was stored.");
                }
            });
        });
    }

    private Order same(Batch batch, String name) {
        return composer.orderWithoutRecipients(new Draft(batch.getSender(), List.of(), batch.getText(), name, true, batch.getAccount(),
            batch.getCategory().word()));
    }

    /** @throws ProblemException TOO_LATE, a job still copies them from an upload */
    private static void requireAllRecipients(Connection connection, Batch draft) throws SQLException {
        if (!DraftTable.isComplete(connection, draft.getId(), draft.getRecipientCount())) {
            throw tooLate(STILL_COPIED);
        }
    }

    private static void requireDraft(Batch batch) {
        if (batch.getStatus() != BatchStatus.DRAFT) {
            throw tooLate((batch.getStatus() == BatchStatus.CANCELLED ? "It was cancelled." : "It was confirmed: it is no draft any more.")
                + " Nothing was changed.");
        }
    }

    private static ProblemException tooLate(String detail) {
        return new ProblemException(ProblemType.TOO_LATE, detail);
    }

    private Batch batch(String id) {
        return messages.batch(id).orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such batch. Check its id."));
    }
}
