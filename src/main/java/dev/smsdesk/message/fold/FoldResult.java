package dev.smsdesk.message.fold;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What news come to, as long as it is not written.
 * @param fresh     reports that were not kept yet
 * @param confirmed reports that were learnt by asking, and that a callback tells now as well
 * @param reread    reports that are kept, but whose word meant something else to the version that kept them
 * @param moves     recipients whose state changes
 * @param strangers by submission, the digits that are none of its recipients
 */
public record FoldResult(List<NewReport> fresh, List<NewReport> confirmed, List<NewReport> reread, List<StateChange> moves,
    Map<String, Set<String>> strangers) {

    /** An event at its place. @param recipientId null where it names none of the submission's recipients */
    record NewReport(String identity, String submissionId, String recipientId, DeliveryEvent event) {}

    /** How many reports would be new. */
    public int newReports() {
        return fresh.size();
    }

    /** Of one submission. */
    public Set<String> strangersOf(String submissionId) {
        return strangers.getOrDefault(submissionId, Set.of());
    }
}
