package dev.smsdesk.pages;

import dev.smsdesk.access.TypedFields;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.Composer;
import dev.smsdesk.send.Idempotency;
import dev.smsdesk.send.Order;
import dev.smsdesk.send.Outbox;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /send}: a form, then a page that shows exactly what will be sent, then the batch's page. Nothing is kept on the way. */
public final class SendPage extends Page {
    private static final int NUMBERS_SHOWN = 100;
    private final Composer composer;
    private final Outbox outbox;
    private final String sender;

    /** @param sender to begin with (SINCH_NUMBER), or null */
    public SendPage(Composer composer, Outbox outbox, String sender) {
        this.composer = composer;
        this.outbox = outbox;
        this.sender = sender;
    }

    /** The form. @param notice what kept a right form from being sent, or null */
    public record FormView(SendForm form, List<SendForm.Issue> issues, String notice) {
        public List<SendForm.Issue> about(String field) {
            return issues.stream().filter(issue -> issue.field().equals(field)).toList();
        }

        /** Numbers that are not known to be assigned are among those refused, or were allowed before. */
        public boolean offersUnassigned() {
            return form.allowUnassigned() || issues.stream().anyMatch(issue -> issue.text().endsWith(PhoneNumber.UNASSIGNED));
        }
    }

    /** What will be sent. @param repeated how many numbers were given more than once; @param notice to read before sending, or null */
    public record CheckView(SendForm form, Order order, int repeated, String notice) {
        public List<PhoneNumber> first() {
            return order.to().subList(0, Math.min(order.to().size(), NUMBERS_SHOWN));
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        show(request, response, "send", new FormView(TypedFields.areShownAgain(request) ? SendForm.of(request).withKey() : SendForm.empty(sender), List.of(), null));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        SendForm typed = SendForm.of(request);
        boolean known = Idempotency.isKey(typed.key());
        SendForm form = typed.withKey();
        String step = Optional.ofNullable(request.getParameter("do")).orElse("");
        if (step.equals("change")) {
            show(request, response, "send", new FormView(form, List.of(), null));
            return;
        }
        try {
            Order order = composer.order(form.draft());
            if (step.equals("send") && known) {
                send(request, response, form, order);
            } else {
                check(request, response, form, order, null);
            }
        } catch (ProblemException e) {
            response.setStatus(e.type().status());
            boolean fields = !e.errors().isEmpty();
            show(request, response, "send", new FormView(form, e.errors().stream().map(form::issue).toList(), fields ? null : e.getMessage()));
        }
    }

    private void send(HttpServletRequest request, HttpServletResponse response, SendForm form, Order order) throws ServletException, IOException {
        String who = who(request);
        try {
            seeOther(request, response, "/batches/" + outbox.enqueue(order, who, OrderDigest.once("page:" + who, form.key(), order)));
        } catch (ProblemException e) {
            if (e.type() != ProblemType.IDEMPOTENCY_KEY_REUSED) {
                throw e;
            }
            response.setStatus(e.type().status());
            check(request, response, form.anew(), order, "A message was sent from this form before. This one differs from it: "
                + "send it only if you mean a second message. The first is in the list of batches.");
        }
    }

    private static void check(HttpServletRequest request, HttpServletResponse response, SendForm form, Order order, String notice)
        throws ServletException, IOException {
        show(request, response, "check", new CheckView(form, order, form.typedRecipients() - order.to().size(), notice));
    }
}
