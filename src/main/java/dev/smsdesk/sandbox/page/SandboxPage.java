package dev.smsdesk.sandbox.page;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sandbox.MagicNumber;
import dev.smsdesk.sandbox.ShownText;
import dev.smsdesk.sandbox.callback.CallbackQueue;
import dev.smsdesk.sandbox.conversation.ConversationSandbox;
import dev.smsdesk.sandbox.conversation.ConversationStatus;
import dev.smsdesk.sandbox.sms.SmsSandbox;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The page {@code /sandbox}: what phones show, which numbers do what, and forms that post texts and reports. Access is checked before.
 */
public final class SandboxPage extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 2000;
    private static final int SHOWN = 20;

    private final transient SmsSandbox sms;
    private final transient ConversationSandbox conversation;
    private final transient CallbackQueue queue;

    public SandboxPage(SmsSandbox sms, ConversationSandbox conversation, CallbackQueue queue) {
        this.sms = sms;
        this.conversation = conversation;
        this.queue = queue;
    }

    /**
     * A row about a {@link MagicNumber}.
     * @param conversation what the Conversation API reports of the message; empty where it is about the call
     */
    public record NumberRow(String ending, String effect, String conversation) {
        static NumberRow of(MagicNumber magic) {
            String reported = magic.end() == null ? "" : ConversationStatus.of(magic.end())
                .map(status -> status.reason() == null ? status.status() : status.status() + ": " + status.reason()).orElse("");
            return new NumberRow(magic.getEnding(), magic.getEffect(), reported);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        show(request, response, null);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        request.setCharacterEncoding("UTF-8");
        if ("lose".equals(request.getParameter("action"))) {
            lose(request, response);
            return;
        }
        String fault = "report".equals(request.getParameter("action")) ? report(request) : inbound(request);
        if (fault == null) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getContextPath() + "/sandbox?sent=1");
        } else {
            show(request, response, fault);
        }
    }

    private void lose(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String count = given(request, "count").strip();
        switch (given(request, "lose")) {
            case "all" -> queue.lost().loseAll();
            case "next" -> {
                if (!count.matches("[1-9][0-9]{0,8}")) {
                    show(request, response, "Say how many callbacks shall be lost.");
                    return;
                }
                queue.lost().loseNext(Long.parseLong(count));
            }
            default -> queue.lost().loseNone();
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getContextPath() + "/sandbox#losses");
    }

    /** @return a sentence when nothing was posted, else null */
    private String inbound(HttpServletRequest request) {
        String from = given(request, "from");
        String to = given(request, "to");
        String text = given(request, "text");
        if (from.isBlank() || to.isBlank() || from.length() > 128 || to.length() > 128) {
            return "Say who writes, and to which number.";
        }
        if (text.length() > LONGEST) {
            return "A text has at most " + LONGEST + " characters.";
        }
        if (Channel.CONVERSATION.word().equals(request.getParameter("family"))) {
            conversation.inbound(from, to, text);
        } else {
            sms.inbound(from, to, text);
        }
        return null;
    }

    private String report(HttpServletRequest request) {
        String message = given(request, "message");
        String recipient = given(request, "recipient");
        String status = given(request, "status");
        String reference = given(request, "reference");
        if (message.isBlank() || recipient.isBlank() || status.isBlank()) {
            return "Say which message, to whom, and what became of it.";
        }
        if (message.length() > 128 || recipient.length() > 128 || status.length() > 64 || reference.length() > 128) {
            return "Ids and numbers have at most 128 characters, a status 64.";
        }
        conversation.report(message, recipient, status, reference);
        return null;
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String fault) throws ServletException, IOException {
        Map<String, String> typed = new TreeMap<>();
        List.of("from", "to", "text", "family", "message", "recipient", "status", "reference", "count")
            .forEach(name -> typed.put(name, given(request, name)));
        request.setAttribute("typed", typed);
        request.setAttribute("fault", fault);
        request.setAttribute("sent", request.getParameter("sent") != null);
        request.setAttribute("magicNumbers", Stream.of(MagicNumber.values()).map(NumberRow::of).toList());
        request.setAttribute("texts", Stream.concat(sms.latestTexts(SHOWN).stream(), conversation.latestTexts(SHOWN).stream())
            .sorted(Comparator.comparing(ShownText::at).reversed()).limit(SHOWN).toList());
        request.setAttribute("scheduled", queue.scheduled());
        request.setAttribute("waiting", queue.waiting());
        request.setAttribute("waitingBatches", queue.waitingEntries());
        request.setAttribute("losses", queue.lost());
        if (fault != null) {
            response.setStatus(422);
        }
        request.getRequestDispatcher("/WEB-INF/jsp/sandbox.jsp").forward(request, response);
    }

    private static String given(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
