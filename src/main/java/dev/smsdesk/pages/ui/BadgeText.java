package dev.smsdesk.pages.ui;

import dev.smsdesk.wording.SentenceKey;
import java.util.List;

/** The word and the hint of each {@link Badge}: the kind of state, then the state. */
enum BadgeText implements SentenceKey {
    DELIVERY_WAITING("open"),
    DELIVERY_UNSURE("unsure"),
    DELIVERY_NOT_SENT("quiet"),
    DELIVERY_ACCEPTED("open"),
    DELIVERY_REJECTED_BY_API("bad"),
    DELIVERY_QUEUED("open"),
    DELIVERY_DISPATCHED("open"),
    DELIVERY_UNKNOWN("quiet"),
    DELIVERY_DELIVERED("good"),
    DELIVERY_READ("good"),
    DELIVERY_FAILED("bad"),
    DELIVERY_REJECTED("bad"),
    DELIVERY_DELETED("bad"),
    DELIVERY_ABORTED("bad"),
    DELIVERY_EXPIRED("bad"),
    DELIVERY_CANCELLED("quiet"),
    BATCH_DRAFT("quiet"),
    BATCH_AWAITING_APPROVAL("unsure"),
    BATCH_SCHEDULED("open"),
    BATCH_SENDING("open"),
    BATCH_PAUSED("unsure"),
    BATCH_FINISHED("good"),
    BATCH_CANCELLED("quiet"),
    CALL_WAITING("open"),
    CALL_SENDING("open"),
    CALL_SENT("good"),
    CALL_GIVEN_UP("quiet"),
    CALL_UNSURE("unsure"),
    CALLBACK_PENDING("open"),
    CALLBACK_APPLIED("good"),
    CALLBACK_PARKED("unsure"),
    CALLBACK_SHELVED("quiet"),
    CALL_REFUSED("bad");

    final String tone;

    BadgeText(String tone) {
        this.tone = tone;
    }

    String hintKey() {
        return key() + ".hint";
    }

    @Override
    public List<String> keys() {
        return List.of(key(), hintKey());
    }
}
