package dev.smsdesk.pages;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Slice;
import dev.smsdesk.reconcile.NeverCame;
import dev.smsdesk.reconcile.Presence;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code /never-came}: recipients that Sinch had to be asked for, newest first, and the times of which this installation knows nothing. */
public final class NeverCamePage extends Page {
    private static final int GAPS = 10;
    private final NeverCame neverCame;
    private final Presence presence;

    public NeverCamePage(NeverCame neverCame, Presence presence) {
        this.neverCame = neverCame;
        this.presence = presence;
    }

    /** @param tally of the newest {@value NeverCame#MOST}; @param gaps the newest, on the first page only */
    public record View(Slice<NeverCame.Row> rows, Tally tally, List<Presence.Gap> gaps) {
        /** Sinch told their final state when it was asked. */
        public long known() {
            return tally.lines().stream().filter(line -> line.state().isFinal()).mapToLong(Tally.Line::count).sum();
        }

        public long unknown() {
            return tally.total() - known();
        }

        public boolean isCapped() {
            return tally.total() >= NeverCame.MOST;
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String after = after(request);
        Map<DeliveryState, Long> counts = neverCame.counts();
        show(request, response, "never-came", new View(neverCame.newest(after, ROWS), new Tally(counts), after == null ? presence.gaps(null, GAPS).items() : List.of()));
    }
}
