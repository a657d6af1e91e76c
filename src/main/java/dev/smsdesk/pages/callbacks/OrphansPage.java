package dev.smsdesk.pages.callbacks;

import dev.smsdesk.pages.ui.Formats;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.receive.inbox.Orphans;
import dev.smsdesk.store.Slice;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** {@code /orphans}: genuine callbacks without a message of ours, how old they are, and when they are looked at again. */
public final class OrphansPage extends Page {
    private final Orphans orphans;
    private final Clock clock;

    public OrphansPage(Orphans orphans, Clock clock) {
        this.orphans = orphans;
        this.clock = clock;
    }

    /** @param only waiting, given-up or null for all */
    public record OrphansView(Slice<Orphans.ParkedCallback> rows, Orphans.Counts counts, String only, Instant now) {
        /** For people: {@code 3 min}. */
        public String age(Instant time) {
            return Formats.lasting(Duration.between(time, now));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String only = request.getParameter("only");
        Boolean givenUp = "given-up".equals(only) ? Boolean.TRUE : "waiting".equals(only) ? Boolean.FALSE : null;
        show(request, response, "orphans", new OrphansView(orphans.newest(givenUp, after(request), ROWS), orphans.counts(), givenUp == null
            ? null : only, clock.instant()));
    }
}
