package dev.smsdesk.send.worker;

import dev.smsdesk.common.Text;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.OwnReason;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.send.OutcomeText;
import dev.smsdesk.send.OwnReports;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.sinch.call.BackOff;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.ProxyRefused;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.store.Locked;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Records what a call came to. A call that has lost its lease meanwhile changes nothing, with one exception: that Sinch has the message is
 * a fact, however late it is learnt, and ends every other plan for the submission.
 */
final class Outcomes {
    private static final int LONGEST_OUTCOME = 1000;
    /** Connections that calls of one account use for this, however many end at once: the others are for callbacks and pages. */
    private static final int CONNECTIONS = 2;
    private final Semaphore connections = new Semaphore(CONNECTIONS, true);
    private final Tx tx;
    private final OwnReports words;
    private final SendingGate gate;
    private final PastAnswers past;
    private final BackOff backOff;
    private final Clock clock;

    Outcomes(Tx tx, OwnReports words, SendingGate gate, PastAnswers past, BackOff backOff, Clock clock) {
        this.tx = tx;
        this.words = words;
        this.gate = gate;
        this.past = past;
        this.backOff = backOff;
        this.clock = clock;
    }

    /**
     * Safe to repeat.
     * @return whether the submission is now known under the provider id that the call learnt; empty where another transaction kept the
     *     submission locked for half a second: nothing is recorded then
     */
    Optional<Boolean> record(Claim claim, SendOutcome said) {
        SendOutcome outcome = connected(() -> judged(claim, said));
        Optional<String> stop = stopped(outcome);   // before the submission is free again, or the next worker would run into the same
        Optional<Boolean> linked = Locked.patiently(() -> connected(() -> tx.write(em -> DeliveryLog.lockedIfFree(em, claim.submissionId())
            .map(submission -> record(em, submission, claim, outcome, stop)))));
        if (outcome instanceof Refused refused && stop.isEmpty() && linked.isPresent()) {
            stopped(refused);
        }
        return linked;
    }

    private Optional<String> stopped(SendOutcome outcome) {
        return connected(() -> {
            Optional<String> stop = reasonToStop(outcome);
            stop.ifPresent(reason -> gate.stop(reason, outcome));
            return stop;
        });
    }

    private <T> T connected(Supplier<T> work) {
        connections.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            connections.release();
        }
    }

    private boolean record(EntityManager em, Submission submission, Claim claim, SendOutcome outcome, Optional<String> stop) {
        boolean held = submission.isHeldBy(claim.lease());
        if (outcome instanceof Accepted accepted) {
            return accepted(em, submission, accepted, held);
        }
        if (held && stop.isPresent()) {
            putBack(submission, outcome, Text.cut(stop.get(), LONGEST_OUTCOME));
        } else if (held) {
            settle(em, submission, outcome);
        }
        return false;
    }

    /** An answer about the account that one message gets again, while others are accepted, is about that message. */
    private SendOutcome judged(Claim claim, SendOutcome said) {
        if (!(said instanceof AccountRefused refused) || !refused.mayBeAboutTheMessage()) {
            return said;
        }
        Instant since = tx.read(em -> em.find(Submission.class, claim.submissionId())
            .refusedSince(known(refused.status(), refused.code())));
        return since != null && past.acceptedSince(since) ? new Refused(refused.status(), refused.code(), refused.text()) : said;
    }

    private Optional<String> reasonToStop(SendOutcome outcome) {
        if (outcome instanceof Unauthorised unauthorised) {
            return Optional.of(OutcomeText.of(unauthorised));
        }
        if (outcome instanceof AccountRefused refused) {
            return Optional.of(OutcomeText.of(refused));
        }
        if (outcome instanceof ProxyRefused refused) {
            return Optional.of(OutcomeText.of(refused));
        }
        return outcome instanceof Refused refused && past.onlyRefused(known(refused.status(), refused.code()))
            ? Optional.of(OutcomeText.allAlike(refused, PastAnswers.ALIKE)) : Optional.empty();
    }

    /** By which an answer is known again. */
    private static String known(int status, String code) {
        return (status + " " + code).strip();
    }

    private void putBack(Submission submission, SendOutcome outcome, String why) {
        if (outcome instanceof AccountRefused refused) {
            submission.putBack(known(refused.status(), refused.code()), clock.instant(), why);
        } else {
            submission.putBack(clock.instant(), why);
        }
    }

    private boolean accepted(EntityManager em, Submission submission, Accepted accepted, boolean held) {
        boolean linked = words.accepted(em, submission, accepted.providerId(), accepted.at(), ReportSource.SEND);
        if (!linked && held) {
            unsure(em, submission, new Unsure(OwnReason.FOREIGN_ID.stored()), OwnReason.FOREIGN_ID.stored());
        }
        return linked;
    }

    private void settle(EntityManager em, Submission submission, SendOutcome outcome) {
        if (outcome instanceof Refused refused) {
            submission.refuse(known(refused.status(), refused.code()), clock.instant(), Text.cut(OutcomeText.of(refused), LONGEST_OUTCOME));
            words.say(em, submission, DeliveryState.REJECTED_BY_API, OutcomeText.said(refused), ReportSource.SEND);
        } else if (outcome instanceof Later later) {
            again(submission, later.retryAfter(), OutcomeText.of(later));
        } else if (outcome instanceof NotSent notSent) {
            again(submission, null, OutcomeText.of(notSent));
        } else if (outcome instanceof Unsure unsure) {
            unsure(em, submission, unsure, OwnReason.NO_CLEAR_ANSWER.stored(unsure.why()));
        }
    }

    private void again(Submission submission, Duration retryAfter, String why) {
        submission.wait(clock.instant().plus(backOff.before(submission.getAttempts(), retryAfter)), Text.cut(why, LONGEST_OUTCOME));
    }

    private void unsure(EntityManager em, Submission submission, Unsure unsure, String reason) {
        submission.unsure(Text.cut(OutcomeText.of(unsure), LONGEST_OUTCOME));
        words.say(em, submission, DeliveryState.UNSURE, reason, ReportSource.SEND);
    }
}
