package dev.smsdesk.message.fold;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The result of folding new reports, before it is written.
 * @param fresh     reports that were not stored yet
 * @param confirmed reports known by polling that a callback confirms now
 * @param reread    stored reports whose status had another meaning in the version that stored them
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
