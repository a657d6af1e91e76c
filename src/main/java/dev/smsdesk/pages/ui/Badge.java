package dev.smsdesk.pages.ui;

import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.receive.inbox.CallbackState;

/**
 * How a state is shown: never by colour alone.
 * @param tone good, bad, open, unsure or quiet: names the icon and the colour
 * @param hint one sentence, shown when the pointer is on it
 */
public record Badge(String word, String tone, String hint) {
    /** @param what a submission, or the state of a batch, a delivery, a submission or a callback */
    public static Badge of(Object what) {
        if (what instanceof DeliveryState delivery) {
            return of(delivery);
        }
        if (what instanceof Submission submission) {
            return submission.isRefused() ? new Badge("Refused", "bad", "Sinch refused it; it is not tried again.")
                : of(submission.getState());
        }
        if (what instanceof BatchStatus status) {
            return of(status);
        }
        return what instanceof SubmissionState submission ? of(submission) : of((CallbackState) what);
    }

    private static Badge of(DeliveryState state) {
        return switch (state) {
            case WAITING -> new Badge("Waiting", "open", "Ours; Sinch has not taken it yet.");
            case UNSURE -> new Badge("Unsure", "unsure", "Handed over, but no answer tells whether Sinch has it.");
            case NOT_SENT -> new Badge("Not sent", "quiet",
                "Withdrawn or given up by a person. If Sinch reports on it all the same, the report counts.");
            case ACCEPTED -> new Badge("Accepted", "open", "Sinch has taken it.");
            case REJECTED_BY_API -> new Badge("Not taken", "bad", "Sinch refused the whole call.");
            case QUEUED -> new Badge("Queued", "open", "Waits inside Sinch.");
            case DISPATCHED -> new Badge("Dispatched", "open", "Handed to the operator.");
            case UNKNOWN -> new Badge("Unknown", "quiet", "Handed to the operator; no readable receipt came.");
            case DELIVERED -> new Badge("Delivered", "good", "The operator says that the phone has it.");
            case READ -> new Badge("Read", "good", "The recipient has opened it.");
            case FAILED -> new Badge("Failed", "bad", "The delivery failed.");
            case REJECTED -> new Badge("Rejected", "bad", "The operator refused it.");
            case DELETED -> new Badge("Deleted", "bad", "A remote operator deleted it: perhaps an invalid number.");
            case ABORTED -> new Badge("Aborted", "bad", "Stopped before it reached the operator.");
            case EXPIRED -> new Badge("Expired", "bad", "Not delivered within the time it was valid.");
            case CANCELLED -> new Badge("Cancelled", "quiet", "Cancelled before it reached the operator.");
        };
    }

    private static Badge of(BatchStatus status) {
        return switch (status) {
            case DRAFT -> new Badge("Draft", "quiet", "Not confirmed: nothing of it is sent.");
            case AWAITING_APPROVAL -> new Badge("Awaiting approval", "unsure", "A second person has to approve it.");
            case SCHEDULED -> new Badge("Scheduled", "open", "Its time is still to come.");
            case SENDING -> new Badge("Sending", "open", "Its calls are being made.");
            case PAUSED -> new Badge("Paused", "unsure", "A person paused it: no call begins.");
            case FINISHED -> new Badge("Finished", "good", "All its calls have been made. Reports go on.");
            case CANCELLED -> new Badge("Cancelled", "quiet", "A person cancelled it: what was not called is not sent.");
        };
    }

    private static Badge of(SubmissionState state) {
        return switch (state) {
            case WAITING -> new Badge("Waiting", "open", "Waits for its turn.");
            case SENDING -> new Badge("Sending", "open", "The call is being made.");
            case SENT -> new Badge("Sent", "good", "Sinch has taken it.");
            case GIVEN_UP -> new Badge("Given up", "quiet", "A person decided that it is not tried again.");
            case UNSURE -> new Badge("Unsure", "unsure", "No answer tells whether Sinch has it: somebody has to decide.");
        };
    }

    private static Badge of(CallbackState state) {
        return switch (state) {
            case PENDING -> new Badge("Kept", "open", "Kept; it is looked at in a moment.");
            case APPLIED -> new Badge("Applied", "good", "Understood, and part of a message's history.");
            case PARKED -> new Badge("Parked", "unsure", "Genuine, but no message of ours matches yet. It is looked at again for 14 days.");
            case SHELVED -> new Badge("Not understood", "quiet", "Genuine, but nothing that we can read. It is kept as it came.");
        };
    }
}
