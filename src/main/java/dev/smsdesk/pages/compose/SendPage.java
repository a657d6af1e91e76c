package dev.smsdesk.pages.compose;

import dev.smsdesk.access.TypedFields;
import dev.smsdesk.compose.Composer;
import dev.smsdesk.compose.Order;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.table.Drafts;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.send.Outbox;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.SendingAccounts;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** {@code /send}: the form. What is right in it becomes a draft, which {@link CheckPage} shows. */
public final class SendPage extends Page {
    private final Composer composer;
    private final Outbox outbox;
    private final Drafts drafts;
    private final SendingAccounts accounts;
    private final String sender;

    /** @param sender to begin with (SINCH_NUMBER), or null */
    public SendPage(Composer composer, Outbox outbox, Drafts drafts, SendingAccounts accounts, String sender) {
        this.composer = composer;
        this.outbox = outbox;
        this.drafts = drafts;
        this.accounts = accounts;
        this.sender = sender;
    }

    /**
     * The form.
     * @param accounts the default first
     * @param notice   what kept a right form from becoming a draft, or null
     */
    public record FormView(SendForm form, List<SendingAccount> accounts, List<SendForm.Issue> issues, String notice) {
        /** Which account is preselected: that of the draft, else the first that can send. */
        public String via() {
            return accounts.stream().map(SendingAccount::id).filter(form.via()::equals).findFirst()
                .orElseGet(() -> accounts.stream().filter(one -> one.gate().off().isEmpty()).findFirst().map(SendingAccount::id)
                .orElse(""));
        }

        public List<SendForm.Issue> about(String field) {
            return issues.stream().filter(issue -> issue.field().equals(field)).toList();
        }

        /** Numbers that are not known to be assigned are among those refused, or were allowed before. */
        public boolean offersUnassigned() {
            return form.allowUnassigned() || issues.stream().anyMatch(issue -> issue.text().endsWith(PhoneNumber.UNASSIGNED));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        SendForm form = TypedFields.areShownAgain(request) ? SendForm.of(request).withKey()
            : request.getParameter("draft") == null ? SendForm.empty(sender)
            : SendForm.of(drafts.find(request.getParameter("draft"), 0).filter(Drafts.StoredDraft::isDraft).orElseThrow(Page::nothingHere));
        show(request, response, "send", new FormView(form, accounts.all(), List.of(), null));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        SendForm form = SendForm.of(request).withKey();
        try {
            Order order = composer.order(form.draft());
            Outbox.Drafted drafted = outbox.draft(order, form.typed(), form.seen(), who(request),
                key -> OrderDigest.once("page:" + who(request), key, order));
            seeOther(request, response, "/send/check/" + drafted.batchId() + (drafted.besideAnother() ? "?again=yes" : ""));
        } catch (ProblemException e) {
            response.setStatus(e.type().status());
            boolean fields = !e.errors().isEmpty();
            show(request, response, "send", new FormView(form, accounts.all(), e.errors().stream().map(form::issue).toList(), fields ? null
                : e.getMessage()));
        }
    }
}
