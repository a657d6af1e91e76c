package dev.smsdesk.send;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.ProviderRef;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryEvent;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.LookupTable;
import dev.smsdesk.store.SqlWork;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What we ourselves say of all recipients of a submission; the caller holds its lock. */
public final class OwnReports {
    private static final int LONGEST_REASON = 500;
    /** The SMS API is asked soon for a call whose end is not known; the other API only once nothing more can come of the call. */
    private static final Duration LOOK_UP_AFTER = Duration.ofSeconds(10);
    private final DeliveryLog deliveries;
    private final Clock clock;

    public OwnReports(DeliveryLog deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** @param reason Sinch's words, or a reason of ours by its code; may be null */
    public void say(EntityManager em, Submission submission, DeliveryState state, String reason, ReportSource source) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String kept = reason == null ? null : Text.cut(reason, LONGEST_REASON);
        deliveries.appendForAll(em, submission, digits -> DeliveryEvent.ours(digits, null, state, null, kept, now, source));
        if (state == DeliveryState.UNSURE) {
            Instant due = (submission.getChannel() == Channel.SMS ? now : submission.getCalledAt().plus(Submission.LEASE))
                .plus(LOOK_UP_AFTER);
            SqlWork.on(connection -> {
                LookupTable.begin(connection, submission, due);
                return null;
            }).apply(em);
        }
    }

    /**
     * Sinch has the submission, under this id. May be said again; a second id of the same submission is kept beside the first.
     * @param at Sinch's time, or null
     * @return false where Sinch is known to have given the id to another submission: then nothing is changed
     */
    public boolean accepted(EntityManager em, Submission submission, String providerId, Instant at, ReportSource source) {
        ProviderRef known = em.find(ProviderRef.class, new ProviderRef.Key(submission.getChannel(), providerId));
        if (known != null && !known.getSubmission().getId().equals(submission.getId())) {
            return false;
        }
        if (known == null) {
            em.persist(new ProviderRef(providerId, submission));
        }
        Instant kept = at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
        deliveries.appendForAll(em, submission, digits -> DeliveryEvent.ours(digits, providerId, DeliveryState.ACCEPTED, null, null, kept,
            source));
        submission.sent();
        return true;
    }
}
