package dev.smsdesk.pages.callbacks;

import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.Tally;
import dev.smsdesk.reconcile.Heartbeat;
import dev.smsdesk.reconcile.MissingCallbacks;
import dev.smsdesk.reconcile.StrangeInbounds;
import dev.smsdesk.store.Slice;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * {@code /never-came}: recipients that Sinch had to be asked for, newest first, inbound messages that it listed and nothing here can read,
 * and the times of which nothing is known.
 */
public final class MissingCallbacksPage extends Page {
    private static final int GAPS = 10;
    private static final int STRANGE = 50;
    private final CallbackPages.Missing missing;

    public MissingCallbacksPage(CallbackPages.Missing missing) {
        this.missing = missing;
    }

    /**
     * The last three on the first page only.
     * @param tally of the newest {@value MissingCallbacks#MOST}
     * @param gaps  the newest; {@code strange} as well, of so many as {@code strangeCount} says
     */
    public record MissingView(Slice<MissingCallbacks.MissingCallback> rows, Tally tally, List<Heartbeat.Gap> gaps,
        List<StrangeInbounds.StrangeInbound> strange,
        long strangeCount) {
        /** Sinch told their final state when it was asked. */
        public long known() {
            return tally.lines().stream().filter(line -> !line.state().isOpenAtSinch()).mapToLong(Tally.StateCount::count).sum();
        }

        public long unknown() {
            return tally.total() - known();
        }

        public boolean isCapped() {
            return tally.total() >= MissingCallbacks.MOST;
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String after = after(request);
        Slice<MissingCallbacks.MissingCallback> rows = missing.neverCame().newest(after, ROWS);
        Tally tally = new Tally(missing.neverCame().counts());
        show(request, response, "never-came", after != null ? new MissingView(rows, tally, List.of(), List.of(), 0)
            : new MissingView(rows, tally, missing.presence().gaps(null, GAPS).items(), missing.strange().newest(STRANGE),
            missing.strange().count()));
    }
}
