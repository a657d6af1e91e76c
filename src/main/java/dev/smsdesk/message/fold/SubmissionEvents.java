package dev.smsdesk.message.fold;

import dev.smsdesk.account.Channel;
import java.util.List;

/** Events of one submission, whose row the caller has locked. */
public record SubmissionEvents(String submissionId, Channel channel, List<DeliveryEvent> events) {
    public SubmissionEvents {
        events = List.copyOf(events);
    }

    /**
     * A message of the Conversation API goes to one person, whom some reports leave out. A summary of the SMS API names no recipient.
     */
    boolean leavesOutItsRecipient() {
        return channel == Channel.CONVERSATION && events.stream().anyMatch(event -> event.digits() == null);
    }

    /** @param sole the digits of the one recipient; null where there is not exactly one */
    SubmissionEvents to(String sole) {
        return sole == null ? this : new SubmissionEvents(submissionId, channel,
            events.stream().map(event -> event.digits() == null ? event.to(sole) : event).toList());
    }
}
