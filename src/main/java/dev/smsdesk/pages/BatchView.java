package dev.smsdesk.pages;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.Messages;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.Slice;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A batch on its page.
 * @param calls      the submissions that need somebody first, then the others; at most {@value #CALLS}
 * @param callsInAll how many there are
 * @param strangers  reports that speak of none of the recipients
 * @param elsewhere  composed for another gateway than ours, so that nothing of it will ever be sent from here
 * @param refresh    seconds until the page asks anew by itself, 0 for never
 * @param fault      why a decision was not taken, or null
 */
public record BatchView(Batch batch, Tally tally, List<Call> calls, int callsInAll, Slice<Recipient> recipients, List<Report> strangers,
                        boolean elsewhere, int refresh, String fault) {
    private static final int CALLS = 100;
    private static final int REFRESH_SECONDS = 2;
    /** After so long nobody sits before the page any more; 150 questions to the database are enough. */
    private static final Duration WATCHED = Duration.ofMinutes(5);
    private static final List<SubmissionState> URGENCY = List.of(SubmissionState.UNSURE, SubmissionState.GIVEN_UP, SubmissionState.SENDING,
        SubmissionState.WAITING, SubmissionState.SENT);

    /** @param providerIds under which Sinch knows it; more than one where it was sent twice */
    public record Call(Submission submission, List<String> providerIds) {
        public boolean isUnsure() {
            return submission.getState() == SubmissionState.UNSURE;
        }
    }

    /** Something of it could still be taken back. */
    public boolean isWaiting() {
        return calls.stream().anyMatch(call -> call.submission().getState() == SubmissionState.WAITING);
    }

    /** @param gateway name of ours; @param now when the page is asked for, or null where it must not refresh itself */
    static BatchView of(Messages messages, Batch batch, String gateway, String after, Instant now, String fault) {
        Tally tally = new Tally(messages.counts(batch.getId()));
        Map<String, List<String>> providerIds = messages.providerRefs(batch.getId()).stream().collect(
            Collectors.groupingBy(ref -> ref.getSubmission().getId(), Collectors.mapping(ref -> ref.getProviderId(), Collectors.toList())));
        List<Submission> submissions = messages.submissions(batch.getId());
        List<Call> calls = submissions.stream().sorted(Comparator.comparing((Submission s) -> URGENCY.indexOf(s.getState())).thenComparing(Submission::getId))
            .limit(CALLS).map(s -> new Call(s, providerIds.getOrDefault(s.getId(), List.of()))).toList();
        boolean watched = now != null && !tally.isSettled() && now.isBefore(batch.getCreatedAt().plus(WATCHED));
        return new BatchView(batch, tally, calls, submissions.size(), messages.recipients(batch.getId(), after, Page.ROWS),
            messages.reportsWithoutRecipient(batch.getId()), !batch.getGateway().equals(gateway), watched ? REFRESH_SECONDS : 0, fault);
    }
}
