package dev.smsdesk.pages.ui;

import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.wording.Sentence;
import java.util.List;

/**
 * How a state is shown: never by colour alone.
 * @param tone good, bad, open, unsure or quiet: names the icon and the colour
 * @param hint one sentence, shown when the pointer is on it
 */
public record Badge(String word, String tone, String hint) {
    /** @param what a submission, or the state of a batch, a delivery, a submission or a callback */
    public static Badge of(Object what) {
        if (what instanceof DeliveryState delivery) {
            return of("DELIVERY_", delivery);
        }
        if (what instanceof Submission submission) {
            return submission.isRefused() ? of(BadgeText.CALL_REFUSED) : of("CALL_", submission.getState());
        }
        if (what instanceof BatchStatus status) {
            return of("BATCH_", status);
        }
        return what instanceof SubmissionState submission ? of("CALL_", submission) : of("CALLBACK_", (CallbackState) what);
    }

    private static Badge of(String kind, Enum<?> state) {
        return of(BadgeText.valueOf(kind + state.name()));
    }

    private static Badge of(BadgeText text) {
        return new Badge(Formats.say(text), text.tone, Formats.say(new Sentence(text.hintKey(), List.of())));
    }
}
