package dev.smsdesk.message;

import java.util.Map;
import java.util.Set;

/** Where a batch stands in its life. {@code BatchLife} alone changes it. */
public enum BatchStatus {
    /** Stored, not confirmed: nothing is sent. */
    DRAFT,
    /** Confirmed; a second person has to approve. */
    AWAITING_APPROVAL,
    /** Its time is still to come. */
    SCHEDULED,
    /** Its calls are being made. */
    SENDING,
    /** A person stopped it: no call begins. */
    PAUSED,
    /** All calls have been made; reports go on. */
    FINISHED,
    /** A person ended it: what was not called then is not sent. */
    CANCELLED;

    /** The only changes there are. From FINISHED it goes on where a person sends an unsure call again. */
    private static final Map<BatchStatus, Set<BatchStatus>> NEXT = Map.of(
        DRAFT, Set.of(AWAITING_APPROVAL, SCHEDULED, SENDING, CANCELLED),
        AWAITING_APPROVAL, Set.of(SCHEDULED, SENDING, CANCELLED),
        SCHEDULED, Set.of(SENDING, CANCELLED),
        SENDING, Set.of(PAUSED, FINISHED, CANCELLED),
        PAUSED, Set.of(SENDING, CANCELLED),
        FINISHED, Set.of(SENDING),
        CANCELLED, Set.of());

    public boolean mayBecome(BatchStatus next) {
        return NEXT.get(this).contains(next);
    }
}
