package dev.smsdesk.message;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.InstantColumn;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/**
 * One call to Sinch, for at most 1000 recipients. Its id is the call's {@code client_reference}. WAITING at birth; a worker
 * claims it (SENDING, until the lease ends), then records what the call came to. A lease that ended without a record is UNSURE.
 */
@Entity
@Table(name = "submission")
public class Submission {
    /**
     * How long a claim lasts: more than twice what a whole call may take, so that clocks half a minute apart do no harm. A call begins only
     * while the rest of its lease is longer than that, so it has ended with the lease.
     */
    public static final Duration LEASE = Duration.ofSeconds(90);
    @Id
    @Column(name = "id")
    private String id;
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "batch_id")
    private Batch batch;
    @Enumerated(EnumType.STRING)
    @Column(name = "channel")
    private Channel channel;
    @Column(name = "account")
    private String account;
    @Enumerated(EnumType.STRING)
    @Column(name = "state")
    private SubmissionState state;
    @Column(name = "attempts")
    private int attempts;
    @Column(name = "next_attempt_at")
    @Convert(converter = InstantColumn.class)
    private Instant nextAttemptAt;
    @Column(name = "called_at")
    @Convert(converter = InstantColumn.class)
    private Instant calledAt;
    @Column(name = "lease_until")
    @Convert(converter = InstantColumn.class)
    private Instant leaseUntil;
    @Column(name = "version")
    private long version;
    @Column(name = "outcome")
    private String outcome;
    @Column(name = "refused_as")
    private String refusedAs;
    @Column(name = "refused_at")
    @Convert(converter = InstantColumn.class)
    private Instant refusedAt;

    protected Submission() {}

    public Submission(String id, Batch batch, Channel channel, Instant now) {
        this.id = id;
        this.batch = batch;
        this.channel = channel;
        this.account = batch.getAccount();
        this.state = SubmissionState.WAITING;
        this.nextAttemptAt = now;
    }

    /** Takes it for one call. Holds the row's lock. @return the fencing number that {@link #isHeldBy} wants back */
    public long claim(Instant now, Duration leaseTime) {
        state = SubmissionState.SENDING;
        calledAt = now;
        leaseUntil = now.plus(leaseTime);
        attempts++;
        return ++version;
    }

    /** Whether the call that was claimed under this number may still record its outcome. */
    public boolean isHeldBy(long claimedVersion) {
        return state == SubmissionState.SENDING && version == claimedVersion;
    }

    /** Whether Sinch has reported on it, while the call that was claimed under this number has recorded nothing. */
    public boolean isReportedOnBefore(long claimedVersion) {
        return state == SubmissionState.SENT && leaseUntil != null && version == claimedVersion;
    }

    /** Whether the end of the call that was claimed under this number is still not known. */
    public boolean isUnsureOf(long claimedVersion) {
        return state == SubmissionState.UNSURE && version == claimedVersion;
    }

    /** Still UNSURE. @param why one sentence for people, in place of the last one */
    public void isNotFound(String why) {
        settle(SubmissionState.UNSURE, why);
    }

    public void sent() {
        if (calledAt == null) {
            calledAt = nextAttemptAt;   // not called from here, yet Sinch has it: a restored backup may lack the call
        }
        settle(SubmissionState.SENT, null);
    }

    /** By a person. @param why one sentence for people */
    public void giveUp(String why) {
        settle(SubmissionState.GIVEN_UP, why);
        refusedAs = null;
    }

    /** Sinch's answer is final for it. @param as status and code; @param why one sentence for people */
    public void refuse(String as, Instant now, String why) {
        settle(SubmissionState.GIVEN_UP, why);
        refusedAs(as, now);
    }

    /** @param why one sentence for people */
    public void unsure(String why) {
        settle(SubmissionState.UNSURE, why);
    }

    /** Back into the queue: nothing has reached Sinch, or a person decided to send again. */
    public void wait(Instant until, String why) {
        settle(SubmissionState.WAITING, why);
        nextAttemptAt = until;
    }

    /** Back into the queue, behind the others: the call said nothing about this submission, so it does not count as tried. */
    public void putBack(Instant now, String why) {
        wait(now, why);
        attempts--;
    }

    /** Back into the queue as {@link #putBack}, with the answer by which it is known if it comes again. @param as status and code */
    public void putBack(String as, Instant now, String why) {
        putBack(now, why);
        refusedAs(as, now);
    }

    /** When the call first got this answer, after which it got no other; null where its last answer was another one. */
    public Instant refusedSince(String as) {
        return as.equals(refusedAs) ? refusedAt : null;
    }

    /** Given up after an answer of Sinch, not by a person. */
    public boolean isRefused() {
        return state == SubmissionState.GIVEN_UP && refusedAs != null;
    }

    private void refusedAs(String as, Instant now) {
        refusedAt = as.equals(refusedAs) ? refusedAt : now;
        refusedAs = as;
    }

    private void settle(SubmissionState next, String why) {
        state = next;
        leaseUntil = null;
        outcome = why;
    }

    public String getId() {
        return id;
    }

    public Batch getBatch() {
        return batch;
    }

    public Channel getChannel() {
        return channel;
    }

    public String getAccount() {
        return account;
    }

    public SubmissionState getState() {
        return state;
    }

    public int getAttempts() {
        return attempts;
    }

    public Instant getNextAttemptAt() {
        return nextAttemptAt;
    }

    /** @return when its last call to Sinch began, or null before the first */
    public Instant getCalledAt() {
        return calledAt;
    }

    /** @return counts its claims: the fencing number of the last one */
    public long getVersion() {
        return version;
    }

    /** @return what happened last, one sentence, or null */
    public String getOutcome() {
        return outcome;
    }
}
