package dev.smsdesk.send;

import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.OwnReason;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.SubmissionTable;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Locked;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back what was not sent yet: the rest of a wrong batch, or what was composed for a account that is no longer ours. */
public final class WaitingSubmissions {
    private static final Logger log = LoggerFactory.getLogger(WaitingSubmissions.class);
    private static final int LONGEST_OUTCOME = 1000;
    private final Tx tx;
    private final OwnWords words;

    public WaitingSubmissions(Tx tx, DeliveryLog deliveries, Clock clock) {
        this.tx = tx;
        this.words = new OwnWords(deliveries, clock);
    }

    /**
     * None of the batch's waiting submissions is sent after this; what a worker holds or Sinch has goes on.
     * @param record told the id of each submission, in the transaction that withdraws it
     * @return how many were withdrawn
     * @throws ProblemException INVALID where some are locked by another server, which may have frozen: those may still be sent
     */
    public int withdraw(String batchId, String who, Consumer<String> record) {
        List<String> waiting = tx.read(em -> SubmissionTable.waiting(em, batchId));
        int withdrawn = 0;
        int locked = 0;
        for (String id : waiting) {
            Optional<Boolean> done = Locked.patiently(() -> tx.once(em -> DeliveryLog.lockedIfFree(em, id).map(submission -> withdraw(em, submission, who, record))));
            withdrawn += done.orElse(false) ? 1 : 0;
            locked += done.isPresent() ? 0 : 1;
        }
        log.info("submissions withdrawn batch={} count={} locked={} by={}", batchId, withdrawn, locked, who);
        if (locked > 0) {
            throw new ProblemException(ProblemType.INVALID, "Another server is changing " + locked + " of the calls at this moment; they may still be sent. "
                + "Withdrawn: " + withdrawn + ". Try again in a minute.");
        }
        return withdrawn;
    }

    private boolean withdraw(EntityManager em, Submission submission, String who, Consumer<String> record) {
        if (submission.getState() != SubmissionState.WAITING) {
            return false;
        }
        submission.giveUp(Wording.cut("Withdrawn by " + who + " before it was sent.", LONGEST_OUTCOME));
        words.say(em, submission, DeliveryState.NOT_SENT, OwnReason.WITHDRAWN.code(), ReportSource.PERSON);
        record.accept(submission.getId());
        return true;
    }
}
