package dev.smsdesk.send.worker;

import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.store.Fault;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets an outcome into the database, also one that is down for a while: tries until the lease ends. After that the lease rule makes the
 * submission UNSURE; it is never sent again for want of a record.
 */
final class Recorder {
    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    private static final long BETWEEN_TRIES_MILLIS = 250;
    private final Outcomes outcomes;
    private final Clock clock;
    private final BooleanSupplier closed;

    Recorder(Outcomes outcomes, Clock clock, BooleanSupplier closed) {
        this.outcomes = outcomes;
        this.clock = clock;
        this.closed = closed;
    }

    /** @return whether a provider id was linked and committed */
    boolean record(Claim claim, SendOutcome outcome) {
        for (int tries = 1; ; tries++) {
            Optional<Boolean> recorded = tryTo(claim, outcome, tries == 1);
            if (recorded.isPresent()) {
                return recorded.get();
            }
            if (closed.getAsBoolean() || clock.instant().isAfter(claim.until()) || !paused()) {
                log.error("submission outcome lost id={} lease={} tries={} provider={}", claim.submissionId(), claim.lease(), tries,
                    outcome instanceof Accepted accepted ? accepted.providerId() : "-");
                return false;
            }
        }
    }

    private Optional<Boolean> tryTo(Claim claim, SendOutcome outcome, boolean first) {
        try {
            Optional<Boolean> recorded = outcomes.record(claim, outcome);
            if (first && recorded.isEmpty()) {
                log.warn("submission outcome not recorded yet id={} lease={} cause=locked", claim.submissionId(), claim.lease());
            }
            return recorded;
        } catch (RuntimeException e) {
            if (first) {
                Fault fault = Fault.of(e);
                log.warn("submission outcome not recorded yet id={} lease={} cause={}", claim.submissionId(), claim.lease(), fault.kind(),
                    fault.stack());
            }
            return Optional.empty();
        }
    }

    private static boolean paused() {
        try {
            Thread.sleep(BETWEEN_TRIES_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
