package dev.smsdesk.pages.callbacks;

import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.PageError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.receive.refusal.Refusal;
import dev.smsdesk.receive.refusal.Refusals;
import dev.smsdesk.store.Slice;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /refusals}: rejected callbacks with their reasons; {@code /refusals/ID}: one of them with its cause and fix. */
public final class RefusalsPage extends Page {
    private final Refusals refusals;

    public RefusalsPage(Refusals refusals) {
        this.refusals = refusals;
    }

    /** @param dropped how many this node could not record */
    public record RefusalsView(Slice<Refusal> rows, long dropped) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String id = segment(request, 0);
        if (id != null) {
            show(request, response, "refusal", refusals.one(id)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, PageError.NO_SUCH_REFUSAL.with())));
            return;
        }
        show(request, response, "refusals", new RefusalsView(refusals.newest(after(request), ROWS), refusals.dropped()));
    }
}
