package dev.smsdesk.send;

import dev.smsdesk.common.Text;
import dev.smsdesk.jobs.Job;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Step;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.OwnReason;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.DraftTable;
import dev.smsdesk.message.table.SubmissionTable;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job that ends what a cancelled batch had not sent: its waiting submissions are given up, their recipients NOT_SENT. */
public final class Withdrawal implements JobWork {
    private static final Logger log = LoggerFactory.getLogger(Withdrawal.class);
    static final String KIND = "withdraw";
    private static final int AT_ONCE = 50;
    /** Until the rest of the calls is planned, and those that are claimed have ended: one of them may come back to the queue. */
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final int LONGEST_OUTCOME = 1000;
    private final Tx tx;
    private final OwnReports words;

    public Withdrawal(Tx tx, DeliveryLog deliveries, Clock clock) {
        this.tx = tx;
        this.words = new OwnReports(deliveries, clock);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Step step(Job job) {
        int ended = endSome(job.subject(), job.askedBy());
        boolean over = ended == 0 && !isOpen(job.subject());
        return new Step(over, job.reached(), job.done() + ended, ended == 0 ? LATER : null);
    }

    /** Some at once, so that the page shows it after cancelling. The job does the rest, also if this fails. */
    void begin(String batchId, String who) {
        try {
            endSome(batchId, who);
        } catch (RuntimeException e) {
            Fault fault = Fault.of(e);
            log.warn("submissions not withdrawn yet batch={} cause={}", batchId, fault.kind(), fault.stack());
        }
    }

    /** @return how many submissions were given up; 0 where none waits, or those that wait are locked elsewhere */
    public int endSome(String batchId, String who) {
        List<String> waiting = tx.sql(connection -> SubmissionTable.waiting(connection, batchId, AT_ONCE));
        return waiting.stream().mapToInt(id -> end(id, who) ? 1 : 0).sum();
    }

    private boolean end(String id, String who) {
        return tx.once(em -> DeliveryLog.lockedIfFree(em, id).map(submission -> end(em, submission, who))).orElse(false);
    }

    private boolean end(EntityManager em, Submission submission, String who) {
        if (submission.getState() != SubmissionState.WAITING) {
            return false;
        }
        submission.giveUp(Text.cut(OutcomeCode.WITHDRAWN_BY.stored(who), LONGEST_OUTCOME));
        words.say(em, submission, DeliveryState.NOT_SENT, OwnReason.WITHDRAWN.code(), ReportSource.PERSON);
        return true;
    }

    private boolean isOpen(String batchId) {
        return tx.sql(connection -> DraftTable.hasChunks(connection, batchId) || SubmissionTable.hasOpen(connection, batchId));
    }
}
