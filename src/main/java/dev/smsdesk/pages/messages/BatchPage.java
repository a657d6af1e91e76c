package dev.smsdesk.pages.messages;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.table.Messages;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.pages.ui.PageError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.BatchActions;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.UnsureSubmissions;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /batches/ID}: a batch with its states, and decisions about unsure calls; {@code /batches/ID/recipients/RID}: the history of one
 * recipient.
 */
public final class BatchPage extends Page {
    private static final Set<String> ACTIONS = Set.of("pause", "resume", "cancel");
    private final Messages messages;
    private final SendingAccounts accounts;
    private final UnsureSubmissions unsure;
    private final BatchActions actions;
    private final Asked asked;
    private final AuditLog audit;
    private final Clock clock;

    /** @param accounts ours: a batch that was composed for another one is never sent */
    public BatchPage(Messages messages, SendingAccounts accounts, UnsureSubmissions unsure, BatchActions actions, Asked asked,
        AuditLog audit, Clock clock) {
        this.messages = messages;
        this.accounts = accounts;
        this.unsure = unsure;
        this.actions = actions;
        this.asked = asked;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Batch batch = batch(request);
        String recipient = segment(request, 2);
        if (batch.getStatus() == BatchStatus.DRAFT) {
            seeOther(request, response, "/send/check/" + batch.getId());
        } else if (segment(request, 1) == null) {
            show(request, response, batch, null);
        } else if ("recipients".equals(segment(request, 1)) && recipient != null) {
            show(request, response, "recipient", RecipientHistory.of(messages, batch, recipient));
        } else {
            throw nothingHere();
        }
    }

    /**
     * Pauses, resumes or cancels the batch, or decides about one submission. Errors are shown on the batch's page. User input is never
     * logged.
     */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Batch batch = batch(request);
        if (ACTIONS.contains(String.valueOf(request.getParameter("do")))) {
            act(request, response, batch);
            return;
        }
        if ("ask".equals(request.getParameter("do")) && asked.reconciliation() != null) {
            boolean question = audit.together(() -> {
                audit.record(who(request), "Sinch asked", "batch " + batch.getId());
                return asked.reconciliation().askNow(batch.getId());
            });
            seeOther(request, response, "/batches/" + batch.getId() + (question ? "?asked=yes" : "?asked=no"));
            return;
        }
        String submission = request.getParameter("submission");
        if (submission == null || messages.call(batch.getId(), submission).isEmpty()) {
            throw nothingHere();
        }
        try {
            audit.together(() -> decide(request, submission));
            seeOther(request, response, "/batches/" + batch.getId());
        } catch (ProblemException e) {
            response.setStatus(e.type().status());
            show(request, response, batch, e.getMessage());
        }
    }

    private void act(HttpServletRequest request, HttpServletResponse response, Batch batch) throws ServletException, IOException {
        String action = request.getParameter("do");
        String who = who(request);
        try {
            switch (action) {
                case "pause" -> actions.pause(batch.getId(), who);
                case "resume" -> actions.resume(batch.getId(), who);
                default -> actions.cancel(batch.getId(), who);
            }
            seeOther(request, response, "/batches/" + batch.getId());
        } catch (ProblemException e) {
            response.setStatus(e.type().status());
            show(request, response, batch, e.getMessage());
        }
    }

    private String decide(HttpServletRequest request, String submission) {
        String who = who(request);
        String decision = Optional.ofNullable(request.getParameter("do")).orElse("");
        String said = switch (decision) {
            case "adopt" -> unsure.adopt(submission, request.getParameter("provider_id"), who);
            case "resend" -> unsure.resend(submission, seen(request.getParameter("call")), who);
            case "give-up" -> unsure.giveUp(submission, who);
            default -> throw new ProblemException(ProblemType.INVALID, PageError.NOTHING_CHOSEN.with());
        };
        audit.record(who, "unsure submission: " + decision, "submission " + submission);
        return said;
    }

    /** Which call the person saw; a script may leave it out. */
    private static Long seen(String call) {
        return call == null || !call.matches("[0-9]{1,9}") ? null : Long.valueOf(call);
    }

    private Batch batch(HttpServletRequest request) {
        String id = segment(request, 0);
        return Optional.ofNullable(id).flatMap(messages::batch).orElseThrow(BatchPage::nothingHere);
    }

    private void show(HttpServletRequest request, HttpServletResponse response, Batch batch, String fault) throws ServletException,
        IOException {
        boolean refreshes = !"off".equals(request.getParameter("watch")) && fault == null;
        show(request, response, "batch", BatchView.of(messages, asked, batch, accounts.find(batch.getAccount()).isEmpty(), after(request),
            refreshes ? clock.instant() : null, fault));
    }
}
