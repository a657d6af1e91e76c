package dev.smsdesk.pages.setup;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.account.Channel;
import dev.smsdesk.pages.ui.Page;
import dev.smsdesk.receive.callback.SelfTest;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.reconcile.ReportBacklog;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.trust.SecretRing;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /connection}: whether the credentials work, the webhook, whether callbacks arrive, and the switch that stops sending. */
public final class ConnectionPage extends Page {
    private static final String ANSWER = "smsdesk.connection.answer";
    private final Connection connection;
    private final AtSinch sinch;
    private final Callbacks callbacks;
    private final SelfTest selfTest;
    private final SendingAccounts accounts;
    private final SecretRing secrets;
    private final AuditLog audit;

    public ConnectionPage(Connection connection, AtSinch sinch, Callbacks callbacks, SelfTest selfTest, SendingAccounts accounts,
        SecretRing secrets,
            AuditLog audit) {
        this.connection = connection;
        this.sinch = sinch;
        this.callbacks = callbacks;
        this.selfTest = selfTest;
        this.accounts = accounts;
        this.secrets = secrets;
        this.audit = audit;
    }

    /**
     * @param url     what to enter at Sinch, or null without a public address
     * @param last    when a genuine callback came last, or null
     * @param secrets how many are live
     * @param basic   whether the unsigned are believed by user and password
     */
    public record Path(Channel channel, String url, Instant last, int secrets, boolean basic) {}

    /**
     * @param app    whether there is one with webhooks; {@code estimate} of its reports, or null
     * @param answer of the button that led here, or null
     * @param tested the path that was tested by this request, or null; {@code result} is what came of it
     */
    public record ConnectionView(Connection connection, List<Path> paths, boolean app, ReportBacklog.Estimate estimate, String off,
                                 SendingGate.Hold hold, ConnectionAnswer answer, Channel tested, SelfTest.SelfTestResult result) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        answer(request, response, null, null);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        switch (Optional.ofNullable(request.getParameter("do")).orElse("")) {
            case "test" -> {
                Channel channel = Stream.of(Channel.values()).filter(f -> f.name().equals(request.getParameter("family"))).findFirst()
                    .orElse(Channel.SMS);
                answer(request, response, channel, selfTest.run(channel));
                return;
            }
            case "check" -> keep(request, ConnectionAnswer.checked(sinch.check().run()));
            case "again" -> keep(request, readAgain(who(request)));
            case "webhooks" -> keep(request, ConnectionAnswer.listed(sinch.webhooks().list()));
            case "setup" -> keep(request, ConnectionAnswer.setUp(sinch.webhooks().run(who(request))));
            case "pause" -> pause(who(request), Optional.ofNullable(request.getParameter("reason")).orElse("").strip());
            case "resume" -> audit.together(() -> {
                accounts.resume(who(request));
                audit.record(who(request), "sending resumed", null);
                return null;
            });
            default -> { }   // nothing that a button of ours sends
        }
        seeOther(request, response, "/connection");
    }

    /** Shown once, by the GET that follows. */
    private static void keep(HttpServletRequest request, ConnectionAnswer answer) {
        request.getSession().setAttribute(ANSWER, answer);
    }

    /** What is wrong is found by using the new credentials at once. */
    private ConnectionAnswer readAgain(String who) {
        Connection.Reading reading = connection.readAgain().get();
        audit.record(who, "settings read again", null);
        return ConnectionAnswer.readAgain(reading, sinch.check().run());
    }

    private void pause(String who, String reason) {
        audit.together(() -> {
            accounts.pause(who, reason.isEmpty() ? "no reason given" : reason);
            audit.record(who, "sending paused", reason);
            return null;
        });
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Channel tested,
        SelfTest.SelfTestResult result) throws ServletException, IOException {
        List<Path> paths = Stream.of(Channel.values()).map(channel -> new Path(channel,
            connection.publicUrl() == null ? null : connection.publicUrl() + channel.callbackPath(),
            callbacks.lastGenuine(channel).orElse(null), secrets.of(channel).size(), secrets.password(channel).isPresent())).toList();
        HttpSession session = request.getSession();
        ConnectionAnswer answer = (ConnectionAnswer) session.getAttribute(ANSWER);
        session.removeAttribute(ANSWER);
        show(request, response, "connection", new ConnectionView(connection, paths, sinch.webhooks().hasApp(), sinch.estimate(),
            accounts.off().orElse(null), accounts.hold().orElse(null), answer, tested, result));
    }
}
