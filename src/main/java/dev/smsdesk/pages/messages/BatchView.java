package dev.smsdesk.pages.messages;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.message.table.PollTable;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.Tally;
import dev.smsdesk.store.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A batch on its page.
 * @param calls      the submissions that need a decision first, then the others; at most {@value #CALLS}
 * @param moreCalls  there are more than these
 * @param askedFor   ids of those recipients whose final state no callback has told, so that Sinch was asked
 * @param strangers  reports that speak of none of the recipients
 * @param elsewhere  composed for an account that is not configured, so that nothing of it will ever be sent from here
 * @param canBeAsked  something is open that Sinch has and still remembers
 * @param refresh    seconds until the page asks anew by itself, 0 for never, also while a decision is open
 * @param fault      why a decision was not taken, or null
 */
public record BatchView(Batch batch, Tally tally, List<Call> calls, boolean moreCalls, Slice<Recipient> recipients, Set<String> askedFor,
                        List<Report> strangers, boolean elsewhere, boolean canBeAsked, int refresh, String fault) {
    private static final int CALLS = 100;
    private static final int REFRESH_SECONDS = 2;
    /** The page stops refreshing after this time: 150 queries are enough for a page that may be left open. */
    private static final Duration WATCHED = Duration.ofMinutes(5);

    /**
     * @param providerIds under which Sinch knows it; more than one where it was sent twice;
     * @param inquiry what Sinch was asked about it, or null
     */
    public record Call(Submission submission, List<String> providerIds, PollTable.Inquiry inquiry) {
        public boolean isUnsure() {
            return submission.getState() == SubmissionState.UNSURE;
        }
    }

    /** What a person may do with the whole batch. @param word value of the button */
    public record Button(String word, String label) {}

    public List<Button> actions() {
        Button cancel = new Button("cancel", "Cancel the rest");
        return switch (batch.getStatus()) {
            case SENDING -> List.of(new Button("pause", "Pause"), cancel);
            case PAUSED -> List.of(new Button("resume", "Resume"), cancel);
            case AWAITING_APPROVAL, SCHEDULED -> List.of(cancel);
            default -> List.of();
        };
    }

    /** @param now when the page is asked for, or null where it must not refresh itself */
    public static BatchView of(Messages messages, Asked asked, Batch batch, boolean elsewhere, String after, Instant now, String fault) {
        Tally tally = new Tally(messages.counts(batch.getId()));
        Messages.Calls found = messages.calls(batch.getId(), CALLS);
        Map<String, List<String>> providerIds = messages.providerRefs(found.some()).stream().collect(
            Collectors.groupingBy(ref -> ref.getSubmission().getId(), Collectors.mapping(ref -> ref.getProviderId(), Collectors.toList())));
        Map<String, PollTable.Inquiry> inquiries = asked.inquiries().of(found.some().stream().map(Submission::getId).toList());
        List<Call> calls = found.some().stream().map(s -> new Call(s, providerIds.getOrDefault(s.getId(), List.of()),
            inquiries.get(s.getId()))).toList();
        boolean decides = found.states().contains(SubmissionState.UNSURE);   // a reload would wipe the id being typed
        boolean watched = now != null && !decides && !tally.isSettled() && now.isBefore(batch.getCreatedAt().plus(WATCHED));
        boolean canBeAsked = asked.reconciliation() != null && !elsewhere && tally.isOpenAtSinch()
            && found.states().contains(SubmissionState.SENT);
        Slice<Recipient> recipients = messages.recipients(batch.getId(), after, Page.ROWS);
        Set<String> askedFor = asked.inquiries().unheard(recipients.items().stream().map(Recipient::getId).toList());
        return new BatchView(batch, tally, calls, found.more(), recipients, askedFor,
            messages.reportsWithoutRecipient(batch.getId()), elsewhere, canBeAsked, watched ? REFRESH_SECONDS : 0, fault);
    }
}
