package dev.smsdesk.send;

import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.sinch.BackOff;
import dev.smsdesk.sinch.SendOutcome;
import dev.smsdesk.sinch.SendOutcome.Accepted;
import dev.smsdesk.sinch.SendOutcome.Later;
import dev.smsdesk.sinch.SendOutcome.NotSent;
import dev.smsdesk.sinch.SendOutcome.Refused;
import dev.smsdesk.sinch.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.SendOutcome.Unsure;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;

/**
 * Records what a call came to. Whoever lost his lease meanwhile changes nothing, with one exception: that Sinch has it is a fact, whoever
 * learns it and however late, and ends every other plan for the submission.
 */
final class Outcomes {
    private static final int LONGEST_OUTCOME = 1000;
    private final Tx tx;
    private final OwnWords words;
    private final SendingGate gate;
    private final BackOff backOff;
    private final Clock clock;

    Outcomes(Tx tx, OwnWords words, SendingGate gate, BackOff backOff, Clock clock) {
        this.tx = tx;
        this.words = words;
        this.gate = gate;
        this.backOff = backOff;
        this.clock = clock;
    }

    /** Safe to repeat. @return whether the submission is now known under the provider id that the call learnt */
    boolean record(Claim claim, SendOutcome outcome) {
        if (outcome instanceof Unauthorised unauthorised) {
            gate.credentialsRefused(Sentences.of(unauthorised));   // before the submission is free again, or the next worker would run into the same
        }
        return tx.write(em -> {
            Submission submission = DeliveryLog.locked(em, claim.submissionId());
            boolean held = submission.isHeldBy(claim.lease());
            if (outcome instanceof Accepted accepted) {
                return accepted(em, submission, accepted, held);
            }
            if (held) {
                settle(em, submission, outcome);
            }
            return false;
        });
    }

    private boolean accepted(EntityManager em, Submission submission, Accepted accepted, boolean held) {
        boolean linked = words.accepted(em, submission, accepted.providerId(), accepted.at(), ReportSource.SEND);
        if (!linked && held) {
            unsure(em, submission, new Unsure(Sentences.FOREIGN_ID));
        }
        return linked;
    }

    private void settle(EntityManager em, Submission submission, SendOutcome outcome) {
        if (outcome instanceof Refused refused) {
            submission.giveUp(Wording.cut(Sentences.of(refused), LONGEST_OUTCOME));
            words.say(em, submission, DeliveryState.REJECTED_BY_API, Sentences.reason(refused), ReportSource.SEND);
        } else if (outcome instanceof Unauthorised unauthorised) {
            submission.putBack(clock.instant(), Wording.cut(Sentences.of(unauthorised), LONGEST_OUTCOME));
        } else if (outcome instanceof Later later) {
            again(submission, later.retryAfter(), Sentences.of(later));
        } else if (outcome instanceof NotSent notSent) {
            again(submission, null, Sentences.of(notSent));
        } else if (outcome instanceof Unsure unsure) {
            unsure(em, submission, unsure);
        }
    }

    private void again(Submission submission, Duration retryAfter, String why) {
        submission.wait(clock.instant().plus(backOff.before(submission.getAttempts(), retryAfter)), Wording.cut(why, LONGEST_OUTCOME));
    }

    private void unsure(EntityManager em, Submission submission, Unsure unsure) {
        submission.unsure(Wording.cut(Sentences.of(unsure), LONGEST_OUTCOME));
        words.say(em, submission, DeliveryState.UNSURE, unsure.why(), ReportSource.SEND);
    }
}
