package dev.smsdesk.send;

import dev.smsdesk.message.Birth;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.store.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One call to Sinch as it is planned: ids are made before anything is stored, so that storing it again stores the same. */
record Call(String submissionId, List<Recipient> recipients) {
    record Recipient(String id, String digits) {}

    Stream<Birth> births() {
        return recipients.stream().map(recipient -> new Birth(recipient.id(), submissionId, recipient.digits()));
    }

    /** Cuts a list into as few calls as possible; ids rise in the order of the list. */
    static List<Call> plan(List<PhoneNumber> to, int mostRecipients, Ids ids) {
        List<Call> calls = new ArrayList<>();
        for (int from = 0; from < to.size(); from += mostRecipients) {
            List<PhoneNumber> some = to.subList(from, Math.min(to.size(), from + mostRecipients));
            calls.add(new Call(ids.next(), some.stream().map(number -> new Recipient(ids.next(), number.digits())).toList()));
        }
        return calls;
    }
}
