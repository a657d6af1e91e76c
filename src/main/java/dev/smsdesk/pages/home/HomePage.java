package dev.smsdesk.pages.home;

import dev.smsdesk.message.Submission;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.message.table.OtherAccounts;
import dev.smsdesk.pages.messages.BatchRow;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.Tally;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.Callbacks;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** {@code /}: what happened in the last 24 hours, and what needs attention. */
public final class HomePage extends Page {
    private static final Duration RECENT = Duration.ofHours(24);
    /** Until then callbacks and look-ups may tell whether Sinch has an unsure message. */
    private static final Duration RESOLVES_ITSELF = Duration.ofHours(24);
    private static final int NEWEST = 8;
    private static final int UNSURE = 5;
    private final Messages messages;
    private final OtherAccounts others;
    private final Callbacks callbacks;
    private final Clock clock;

    public HomePage(Messages messages, OtherAccounts others, Callbacks callbacks, Clock clock) {
        this.messages = messages;
        this.others = others;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /** @param parked and {@code shelved}: callbacks, counted up to 10 000 */
    public record HomeView(Tally recent, List<Submission> unsure, List<OtherAccounts.WaitingCalls> elsewhere, long parked, long shelved,
        List<BatchRow> newest) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        var attention = callbacks.needingAttention();
        show(request, response, "home", new HomeView(new Tally(messages.countsSince(clock.instant().minus(RECENT))),
            messages.undecided(clock.instant().minus(RESOLVES_ITSELF), UNSURE), others.waiting(),
            attention.getOrDefault(CallbackState.PARKED, 0L), attention.getOrDefault(CallbackState.SHELVED, 0L),
            BatchRow.newest(messages, null, NEWEST).items()));
    }
}
