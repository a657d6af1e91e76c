package dev.smsdesk.send.unsure;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.table.LookupTable.Lookup;
import dev.smsdesk.sinch.call.Sender.Sent;
import java.util.List;

/**
 * Which of the messages that Sinch lists are those of one call.
 * @param byText they were found by their text and time alone: whether they are this call's is certain only where no other call may be meant
 */
record FoundCalls(List<Sent> sent, boolean byText) {

    /** The SMS API finds by our reference, so all are. The Conversation API lists by number and time, and may not tell the reference. */
    static FoundCalls of(Channel channel, Lookup lookup, List<Sent> listed) {
        List<Sent> named = listed.stream().filter(one -> lookup.submissionId().equals(one.reference())).toList();
        if (channel == Channel.SMS || !named.isEmpty()) {
            return new FoundCalls(named, false);
        }
        List<Sent> alike = listed.stream().filter(one -> one.reference() == null && lookup.text().equals(one.text())
            && isDuring(lookup, one)).toList();
        return new FoundCalls(alike.size() == 1 ? alike : List.of(), true);
    }

    private static boolean isDuring(Lookup lookup, Sent one) {
        return one.at() != null && !one.at().isBefore(lookup.called()) && !one.at().isAfter(lookup.ended());
    }
}
