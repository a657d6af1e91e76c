package dev.smsdesk.send;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.table.BatchLife;
import dev.smsdesk.message.table.BatchLife.Action;
import dev.smsdesk.message.table.BatchLife.ActionResult;
import dev.smsdesk.message.table.DraftTable;
import dev.smsdesk.message.table.Resends;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Locked;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people do with a whole batch: pause, go on, cancel the rest. The audit entry is in the same transaction. */
public final class BatchActions {
    private static final Logger log = LoggerFactory.getLogger(BatchActions.class);
    private final Tx tx;
    private final Jobs jobs;
    private final AuditLog audit;
    private final Withdrawal withdrawal;
    private final Runnable wake;

    /** @param wake told that there is work again, for senders and jobs */
    public BatchActions(Tx tx, Jobs jobs, AuditLog audit, Withdrawal withdrawal, Runnable wake) {
        this.tx = tx;
        this.jobs = jobs;
        this.audit = audit;
        this.withdrawal = withdrawal;
        this.wake = wake;
    }

    /**
     * No call of it begins after this; those under way come to their end.
     * @throws ProblemException NOT_FOUND; TOO_LATE, with what it is instead
     */
    public void pause(String batchId, String who) {
        act(batchId, Action.PAUSE, who);
    }

    /** @throws ProblemException as {@link #pause} */
    public void resume(String batchId, String who) {
        act(batchId, Action.RESUME, who);
    }

    /** What was not called is not sent; what Sinch has, it has. @throws ProblemException as {@link #pause} */
    public void cancel(String batchId, String who) {
        act(batchId, Action.CANCEL, who);
    }

    private void act(String batchId, Action action, String who) {
        BatchStatus[] before = new BatchStatus[1];
        ActionResult result = Locked.patiently(() -> tx.once(em -> {
            Batch batch = Optional.ofNullable(em.find(Batch.class, batchId))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such batch. Check its id."));
            before[0] = batch.getStatus();
            Optional<ActionResult> done = SqlWork.on(connection -> BatchLife.act(connection, batchId, action, null)).apply(em);
            if (done.equals(Optional.of(ActionResult.CHANGED))) {
                SqlWork.on(connection -> follow(connection, batchId, action, before[0], who)).apply(em);
                audit.record(who, "batch: " + word(action), "batch " + batchId);
            }
            return done;
        })).orElseThrow(() -> new ProblemException(ProblemType.TOO_LATE,
            "Another server is changing it at this moment. Nothing was changed; try again."));
        if (result == ActionResult.TOO_LATE) {
            throw new ProblemException(ProblemType.TOO_LATE, tooLate(before[0], action));
        }
        if (result == ActionResult.CHANGED) {
            log.info("batch changed id={} action={} by={}", batchId, word(action), who);
            tx.afterCommit(() -> {
                if (action == Action.CANCEL) {
                    withdrawal.begin(batchId, who);
                }
                wake.run();
            });
        }
    }

    private Void follow(Connection connection, String batchId, Action action, BatchStatus before, String who) throws SQLException {
        if (action == Action.CANCEL && before == BatchStatus.DRAFT) {
            DraftTable.removeAll(connection, batchId);
            Resends.release(connection, batchId);
        } else if (action == Action.CANCEL) {
            jobs.add(connection, Withdrawal.KIND, batchId, null, null, who);
        }
        return null;
    }

    private static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private static String tooLate(BatchStatus status, Action action) {
        String wish = switch (action) {
            case PAUSE -> "paused";
            case RESUME -> "resumed";
            default -> "cancelled";
        };
        String why = switch (status) {
            case FINISHED -> "All its calls have been made: Sinch has the messages.";
            case CANCELLED -> "It was cancelled.";
            case DRAFT, AWAITING_APPROVAL, SCHEDULED -> "It is not being sent yet.";
            case SENDING -> "It is being sent.";
            case PAUSED -> "It is paused.";
        };
        return why + " It cannot be " + wish + ". Nothing was changed.";
    }
}
