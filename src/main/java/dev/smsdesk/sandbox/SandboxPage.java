package dev.smsdesk.sandbox;

import dev.smsdesk.account.Channel;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The page {@code /sandbox}: which numbers do what, and forms that make Sinch's people write to us. Who may post is decided before it is reached.
 */
public final class SandboxPage extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 2000;

    private final transient Sandbox sandbox;

    public SandboxPage(Sandbox sandbox) {
        this.sandbox = sandbox;
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
            case "all" -> sandbox.losses().loseAll();
            case "next" -> {
                if (!count.matches("[1-9][0-9]{0,8}")) {
                    show(request, response, "Say how many callbacks shall be lost.");
                    return;
                }
                sandbox.losses().loseNext(Long.parseLong(count));
            }
            default -> sandbox.losses().loseNone();
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
        boolean conversation = Channel.CONVERSATION.word().equals(request.getParameter("family"));
        sandbox.inbound(conversation ? Channel.CONVERSATION : Channel.SMS, from, to, text);
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
        sandbox.conversationReport(message, recipient, status, reference);
        return null;
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String fault) throws ServletException, IOException {
        Map<String, String> typed = new TreeMap<>();
        List.of("from", "to", "text", "family", "message", "recipient", "status", "reference", "count").forEach(name -> typed.put(name, given(request, name)));
        request.setAttribute("typed", typed);
        request.setAttribute("fault", fault);
        request.setAttribute("sent", request.getParameter("sent") != null);
        request.setAttribute("magicNumbers", MagicNumber.values());
        request.setAttribute("waiting", sandbox.waiting());
        request.setAttribute("waitingBatches", sandbox.waitingBatches());
        request.setAttribute("losses", sandbox.losses());
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
