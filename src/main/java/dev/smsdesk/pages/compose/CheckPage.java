package dev.smsdesk.pages.compose;

import dev.smsdesk.message.Batch;
import dev.smsdesk.message.table.Drafts;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.PageError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.Outbox;
import dev.smsdesk.send.UploadedBatches;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** {@code /send/check/ID}: exactly what will be sent, and the button that sends it. Going back to it and reloading it do no harm. */
public final class CheckPage extends Page {
    private static final int NUMBERS_SHOWN = 100;
    private static final String AGAIN = "A message was sent from this form before. This one differs from it: "
        + "send it only if you mean a second message. The first is in the list of batches.";
    private final Outbox outbox;
    private final Drafts drafts;

    public CheckPage(Outbox outbox, Drafts drafts) {
        this.outbox = outbox;
        this.drafts = drafts;
    }

    /**
     * @param first    digits of the first recipients
     * @param repeated how many numbers were given more than once
     * @param notice   to read before sending, or null
     * @param change   path of the page where it was composed
     */
    public record CheckView(Batch batch, List<String> first, int repeated, String notice, String change) {
        public String id() {
            return batch.getId();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Drafts.StoredDraft draft = draft(request);
        if (draft.isDraft()) {
            show(request, response, draft, request.getParameter("again") == null ? null : AGAIN);
        } else {
            seeOther(request, response, "/batches/" + draft.batch().getId());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String id = draft(request).batch().getId();
        try {
            outbox.confirm(id, version(request), who(request));
            seeOther(request, response, "/batches/" + id);
        } catch (ProblemException e) {
            Drafts.StoredDraft draft = draft(request);
            if (!draft.isDraft()) {
                throw e;
            }
            response.setStatus(e.type().status());
            show(request, response, draft, e.getMessage());
        }
    }

    private static long version(HttpServletRequest request) {
        try {
            return Long.parseLong(String.valueOf(request.getParameter("version")));
        } catch (NumberFormatException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, PageError.NO_VERSION.with());
        }
    }

    private Drafts.StoredDraft draft(HttpServletRequest request) {
        String id = segment(request, 0);
        return id == null || segment(request, 1) != null ? missing() : drafts.find(id, NUMBERS_SHOWN).orElseGet(CheckPage::missing);
    }

    private static Drafts.StoredDraft missing() {
        throw nothingHere();
    }

    private static void show(HttpServletRequest request, HttpServletResponse response, Drafts.StoredDraft draft, String notice)
        throws ServletException, IOException {
        int repeated = draft.typed().recipients() - draft.batch().getRecipientCount();
        show(request, response, "check", new CheckView(draft.batch(), draft.first(), repeated, notice, change(draft)));
    }

    private static String change(Drafts.StoredDraft draft) {
        String key = draft.typed().formKey();
        return key.startsWith(UploadedBatches.FORM) ? "/send/upload/" + key.substring(UploadedBatches.FORM.length())
            : "/send?draft=" + draft.batch().getId();
    }
}
