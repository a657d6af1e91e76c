package dev.smsdesk.send;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.OutgoingMessage;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which submission is called next. */
final class Claims {
    /** More than twice the 30 s that a whole call may take, so that clocks half a minute apart do no harm. */
    static final Duration LEASE = Duration.ofSeconds(90);
    private static final int CANDIDATES = 100;
    private final Tx tx;
    private final SendingAccount account;
    private final Clock clock;

    Claims(Tx tx, SendingAccount account, Clock clock) {
        this.tx = tx;
        this.account = account;
        this.clock = clock;
    }

    /**
     * The one that is due longest, of our account, and not locked by another transaction. It is ours once this has returned, which is when the claim is committed and on disk. A commit
     * whose answer was lost leaves a claim that nobody calls; its lease ends it as UNSURE, which is the safe side.
     */
    Optional<Claim> next() {
        return tx.writeToDisk(em -> {
            Instant now = clock.instant();
            for (String id : due(em, now)) {
                Optional<Submission> free = DeliveryLog.lockedIfFree(em, id)
                    .filter(submission -> submission.getState() == SubmissionState.WAITING && !submission.getNextAttemptAt().isAfter(now));
                if (free.isPresent()) {
                    return free.map(submission -> claim(em, submission, now));
                }
            }
            return Optional.empty();
        });
    }

    private List<String> due(EntityManager em, Instant now) {
        return em.createQuery("select s.id from Submission s where s.account = :account and s.state = :waiting and s.nextAttemptAt <= :now"
                + " order by s.nextAttemptAt, s.id", String.class)
            .setParameter("account", account.id()).setParameter("waiting", SubmissionState.WAITING).setParameter("now", now)
            .setMaxResults(CANDIDATES).getResultList();
    }

    private Claim claim(EntityManager em, Submission submission, Instant now) {
        long lease = submission.claim(now, LEASE);
        Batch batch = submission.getBatch();
        List<String> to = em.createQuery("select r.digits from Recipient r where r.submission = :submission order by r.id", String.class)
            .setParameter("submission", submission).getResultList().stream().map(digits -> "+" + digits).toList();
        return new Claim(submission.getId(), lease, now.plus(LEASE),
            new OutgoingMessage(to, batch.getSender(), batch.getText(), account.callbackUrl(), submission.getId()));
    }
}
