package dev.smsdesk.pages.callbacks;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.account.Channel;
import dev.smsdesk.apply.Replay;
import dev.smsdesk.apply.ReplayPreview;
import dev.smsdesk.apply.ReplayRun;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.Shelf;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * {@code /replay}: an admin chooses kept callbacks, sees what applying them again would change, and has it done; {@code /replay/ID}: how
 * far that is. Looking is a GET, as it changes nothing; a POST is only taken from the page that showed what would change.
 */
public final class ReplayPage extends Page {
    private static final int LATEST = 10;
    private static final int REFRESH_SECONDS = 2;
    private final Replay replay;
    private final Shelf shelf;
    private final AuditLog audit;

    public ReplayPage(Replay replay, Shelf shelf, AuditLog audit) {
        this.replay = replay;
        this.shelf = shelf;
        this.audit = audit;
    }

    /**
     * @param preview what would change, or null before the first look
     * @param fault     what is wrong with the form, or null
     */
    public record ReplayView(ReplayForm form, ReplayPreview preview, String fault, List<Shelf.Reason> shelf, List<ReplayRun> latest) {
        public List<Channel> channels() {
            return List.of(Channel.values());
        }

        public List<CallbackState> states() {
            return List.of(CallbackState.values());
        }
    }

    /** @param refresh seconds until the page asks anew, 0 once it is through */
    public record RunView(ReplayRun run, int refresh) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String id = segment(request, 0);
        if (id != null) {
            ReplayRun run = replay.run(id).orElseThrow(Page::nothingHere);
            show(request, response, "replay-run", new RunView(run, run.job().isFinished() ? 0 : REFRESH_SECONDS));
            return;
        }
        ReplayForm form = ReplayForm.of(request);
        try {
            show(request, response, view(form, request.getParameter("look") == null ? null : replay.preview(form.filter()), null));
        } catch (ProblemException e) {
            response.setStatus(e.type().status());
            show(request, response, view(form, null, e.getMessage()));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        ReplayForm form = ReplayForm.of(request);
        try {
            if (request.getParameter("seen") == null) {
                show(request, response, view(form, replay.preview(form.filter()), null));
                return;
            }
            String id = audit.together(() -> {
                String begun = replay.begin(form.filter(), who(request));
                audit.record(who(request), "callbacks applied again", "replay " + begun + ": " + form.filter().inWords());
                return begun;
            });
            seeOther(request, response, "/replay/" + id);
        } catch (ProblemException e) {
            response.setStatus(e.type().status());
            show(request, response, view(form, null, e.getMessage()));
        }
    }

    private ReplayView view(ReplayForm form, ReplayPreview preview, String fault) {
        return new ReplayView(form, preview, fault, shelf.reasons(), replay.latest(LATEST));
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, ReplayView view) throws ServletException,
        IOException {
        show(request, response, "replay", view);
    }
}
