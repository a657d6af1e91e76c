package dev.smsdesk.send;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.OwnReason;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.BatchLife;
import dev.smsdesk.message.table.LookupTable;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Locked;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is decided about a submission of which it is not known whether Sinch has it, by a person or, where Sinch does not have it, by
 * itself. Each decision of a person answers one sentence for the page, and is refused where the submission is no longer unsure: another
 * person decided, or Sinch's answer came after all. The caller keeps the audit.
 */
public final class UnsureSubmissions {
    private static final Logger log = LoggerFactory.getLogger(UnsureSubmissions.class);
    private static final Pattern PROVIDER_ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private final Tx tx;
    private final OwnReports words;
    private final Clock clock;
    private final SendingAccounts accounts;
    private final Runnable wake;
    private final BiConsumer<Channel, String> linked;

    /**
     * @param accounts ours: what was composed for another one is not put back, as it would never be sent
     * @param wake   told after a commit that there is work
     * @param linked told (channel, provider id) after an adoption was committed
     */
    public UnsureSubmissions(Tx tx, DeliveryLog deliveries, Clock clock, SendingAccounts accounts, Runnable wake,
        BiConsumer<Channel, String> linked) {
        this.tx = tx;
        this.words = new OwnReports(deliveries, clock);
        this.clock = clock;
        this.accounts = accounts;
        this.wake = wake;
        this.linked = linked;
    }

    /**
     * Sends it again, perhaps a second time.
     * @param callVersion the submission's version that the person saw, or null where it does not matter
     * @throws ProblemException NOT_FOUND; INVALID where it is not unsure, or was composed for another account
     */
    public String resend(String id, Long callVersion, String who) {
        decide(id, (em, submission) -> {
            if (callVersion != null && !submission.isUnsureOf(callVersion)) {
                throw new ProblemException(ProblemType.INVALID,
                    "It was sent again meanwhile, and the end of that call is not known either. Nothing was changed.");
            }
            if (accounts.find(submission.getAccount()).isEmpty()) {
                throw new ProblemException(ProblemType.INVALID, "It was composed for " + submission.getAccount()
                    + ", which is not configured here, and is never sent "
                    + "through another account. Nothing was changed.");
            }
            reopen(em, submission.getBatch().getId());
            submission.wait(clock.instant(), outcome(OutcomeCode.PUT_BACK_BY.stored(who)));
        });
        log.info("submission put back id={} by={}", id, who);
        tx.afterCommit(wake);
        return "It waits in the queue and is sent again.";
    }

    /**
     * Sends it again by itself, as Sinch does not have it.
     * @param callVersion the submission's version of the call that was looked for
     * @return false where it is no longer unsure of that call, its batch does not go on now, or its account is not configured here
     */
    public boolean resendNotFound(String id, long callVersion) {
        boolean resent = Locked.patiently(() -> tx.once(em -> DeliveryLog.lockedIfFree(em, id)
            .map(submission -> resendNotFound(em, submission, callVersion)))).orElse(false);
        if (resent) {
            log.info("submission put back id={} by={}", id, "itself");
            tx.afterCommit(wake);
        }
        return resent;
    }

    private boolean resendNotFound(EntityManager em, Submission submission, long callVersion) {
        boolean notFound = SqlWork.on(connection -> LookupTable.isNotFound(connection, submission.getId(), callVersion)).apply(em);
        if (!notFound || !submission.isUnsureOf(callVersion) || accounts.find(submission.getAccount()).isEmpty()
                || !SqlWork.on(connection -> BatchLife.reopen(connection, submission.getBatch().getId())).apply(em)
                .equals(Optional.of(BatchStatus.SENDING))) {
            return false;
        }
        submission.wait(clock.instant(), OutcomeCode.PUT_BACK_BY_ITSELF.stored());
        forget(em, submission);
        return true;
    }

    private static void forget(EntityManager em, Submission submission) {
        SqlWork.on(connection -> {
            LookupTable.end(connection, submission.getId());
            return null;
        }).apply(em);
    }

    /** Its batch goes on, in the same transaction; where it was cancelled, nothing of it is sent again. */
    private static void reopen(EntityManager em, String batchId) {
        BatchStatus status = SqlWork.on(connection -> BatchLife.reopen(connection, batchId)).apply(em)
            .orElseThrow(() -> new ProblemException(ProblemType.INVALID,
            "Another server is changing the batch at this moment. Nothing was changed; try again."));
        if (status == BatchStatus.CANCELLED) {
            throw new ProblemException(ProblemType.INVALID, "Its batch was cancelled: nothing of it is sent again. Nothing was changed.");
        }
    }

    /**
     * Treats it as not sent. Reports that still come from Sinch are believed.
     * @throws ProblemException NOT_FOUND; INVALID where it is not unsure
     */
    public String giveUp(String id, String who) {
        decide(id, (em, submission) -> {
            submission.giveUp(outcome(OutcomeCode.GIVEN_UP_BY.stored(who)));
            words.say(em, submission, DeliveryState.NOT_SENT, OwnReason.GIVEN_UP.code(), ReportSource.PERSON);
        });
        log.info("submission given up id={} by={}", id, who);
        return "It is given up. Should reports still come from Sinch, they count.";
    }

    /**
     * Takes the batch that a person found at Sinch for this submission.
     * @throws ProblemException NOT_FOUND; INVALID where it is not unsure, the id cannot be one or belongs to another submission
     */
    public String adopt(String id, String providerId, String who) {
        String found = providerId == null ? "" : providerId.strip();
        if (!PROVIDER_ID.matcher(found).matches()) {
            throw new ProblemException(ProblemType.INVALID,
                "This is no batch id of Sinch. It is one word of at most 128 letters, digits, - and _.");
        }
        Channel channel = decide(id, (em, submission) -> {
            if (!words.accepted(em, submission, found, null, ReportSource.PERSON)) {
                throw new ProblemException(ProblemType.INVALID, "This batch id belongs to another message. Look up the client reference "
                    + id + " at Sinch.");
            }
        });
        log.info("submission adopted id={} provider={} by={}", id, found, who);
        tx.afterCommit(() -> linked.accept(channel, found));
        return "It is linked to that batch. Reports of it count from now on.";
    }

    private Channel decide(String id, BiConsumer<EntityManager, Submission> decision) {
        return Locked.patiently(() -> tx.once(em -> DeliveryLog.lockedIfFree(em, id).map(submission -> decide(em, submission, decision))))
            .orElseThrow(() -> isThere(id)
                ? new ProblemException(ProblemType.INVALID,
                "Another server is changing it at this moment. Nothing was changed; try again in a minute.")
                : new ProblemException(ProblemType.NOT_FOUND, "There is no such submission."));
    }

    private static Channel decide(EntityManager em, Submission submission, BiConsumer<EntityManager, Submission> decision) {
        if (submission.getState() != SubmissionState.UNSURE) {
            throw new ProblemException(ProblemType.INVALID, "It is no longer unsure: its state is " + submission.getState()
                + " now. Nothing was changed.");
        }
        decision.accept(em, submission);
        forget(em, submission);
        return submission.getChannel();
    }

    private boolean isThere(String id) {
        return tx.read(em -> em.find(Submission.class, id) != null);
    }

    private static String outcome(String sentence) {
        return Text.cut(sentence, 1000);
    }
}
