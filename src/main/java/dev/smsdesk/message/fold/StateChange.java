package dev.smsdesk.message.fold;

import dev.smsdesk.message.DeliveryState;

/** A recipient that stands elsewhere than before, or now in conflict. */
public record StateChange(String recipientId, String batchId, String submissionId, String digits, Fold before, Fold after) {

    public DeliveryState from() {
        return before.standing().state();
    }

    public DeliveryState to() {
        return after.standing().state();
    }
}
