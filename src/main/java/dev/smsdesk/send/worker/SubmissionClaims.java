package dev.smsdesk.send.worker;

import dev.smsdesk.message.Category;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.table.SubmissionQueue;
import dev.smsdesk.message.table.SubmissionQueue.TakenSubmission;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which submissions are called next, and whether a claimed one may still be called. */
final class SubmissionClaims {
    static final Duration LEASE = Submission.LEASE;
    private static final Duration WHOLE_CALL = Timeouts.usual().total();
    private static final Logger log = LoggerFactory.getLogger(SubmissionClaims.class);
    private final Tx tx;
    private final SendingAccount account;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final SubmissionQueue queue;

    SubmissionClaims(Tx tx, SendingAccount account, Clock clock, LongSupplier nanoTime) {
        this.tx = tx;
        this.account = account;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.queue = new SubmissionQueue(account.id());
    }

    /**
     * At most so many, in the order in which they are to be called; none while the account is held. They are ours once this has returned,
     * which is when the claim is committed and on disk. A commit whose answer was lost leaves claims without a call; their lease ends them
     * as UNSURE, which is the safe side.
     */
    List<Claim> next(int most) {
        long claimedAt = nanoTime.getAsLong();
        Instant now = clock.instant();
        Instant until = now.plus(LEASE);
        return tx.sql(connection -> account.gate().isHeld(connection) ? List.<TakenSubmission>of()
            : queue.take(connection, most, now, until))
            .stream().map(taken -> claim(taken, until, claimedAt)).toList();
    }

    private Claim claim(TakenSubmission taken, Instant until, long claimedAt) {
        List<String> to = taken.digits().stream().map(digits -> "+" + digits).toList();
        return new Claim(taken.submissionId(), taken.batchId(), taken.version(), until, claimedAt,
            new OutgoingMessage(to, taken.sender(), taken.text(), account.callbackUrl(), taken.submissionId(),
                taken.category() == Category.MARKETING));
    }

    /**
     * Asked immediately before a call. The others go back to the queue: their batch was paused or cancelled, the account is held, or their
     * lease might end before the call does.
     * @return those that may be called
     */
    List<Claim> callable(Collection<Claim> claims) {
        Set<String> batches = claims.stream().map(Claim::batchId).collect(Collectors.toSet());
        Set<String> sending = tx.sql(connection -> account.gate().isHeld(connection) ? Set.<String>of()
            : SubmissionQueue.sending(connection, batches));
        List<Claim> callable = claims.stream().filter(claim -> sending.contains(claim.batchId()) && isLongEnough(claim)).toList();
        if (callable.size() < claims.size()) {
            giveBack(claims.stream().filter(claim -> !callable.contains(claim)).toList());
        }
        return callable;
    }

    /** By both clocks: one may have been set, the other stands still while the machine sleeps. */
    private boolean isLongEnough(Claim claim) {
        Duration held = Duration.ofNanos(nanoTime.getAsLong() - claim.claimedAt());
        return held.plus(WHOLE_CALL).compareTo(LEASE) < 0 && clock.instant().plus(WHOLE_CALL).isBefore(claim.until());
    }

    /** They wait again, at their place in the queue: no byte of them was sent. */
    void giveBack(Collection<Claim> claims) {
        tx.sql(connection -> {
            SubmissionQueue.putBack(connection, claims.stream().collect(Collectors.toMap(Claim::submissionId, Claim::lease)));
            return null;
        });
        log.info("submissions put back gateway={} submissions={}", account.id(), claims.size());
    }
}
