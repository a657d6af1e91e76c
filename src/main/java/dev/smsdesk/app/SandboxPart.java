package dev.smsdesk.app;

import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.sandbox.AcceptedResource;
import dev.smsdesk.sandbox.FaultAnswers;
import dev.smsdesk.sandbox.RefusalMapper;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.callback.CallbackQueue;
import dev.smsdesk.sandbox.conversation.AppResource;
import dev.smsdesk.sandbox.conversation.ConversationAuth;
import dev.smsdesk.sandbox.conversation.ConversationSandbox;
import dev.smsdesk.sandbox.conversation.MessagesResource;
import dev.smsdesk.sandbox.conversation.TokenResource;
import dev.smsdesk.sandbox.conversation.WebhooksResource;
import dev.smsdesk.sandbox.page.SandboxPage;
import dev.smsdesk.sandbox.sms.SmsAuth;
import dev.smsdesk.sandbox.sms.SmsBatchesResource;
import dev.smsdesk.sandbox.sms.SmsLists;
import dev.smsdesk.sandbox.sms.SmsListsResource;
import dev.smsdesk.sandbox.sms.SmsReportsResource;
import dev.smsdesk.sandbox.sms.SmsSandbox;
import dev.smsdesk.store.Tx;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;

/** The sandbox and its parts; built only if it is switched on. */
final class SandboxPart implements AutoCloseable {
    private final String token;
    private final CallbackQueue queue;
    private final SmsSandbox sms;
    private final ConversationSandbox conversation;
    private final FaultAnswers faults = new FaultAnswers();
    private final SmsAuth smsAuth;
    private final ConversationAuth conversationAuth;
    private final TokenResource tokens;
    private final List<Object> resources;

    SandboxPart(Settings settings, LiveSecrets secrets, Tx tx, Clock clock) {
        this.token = settings.sandbox().token() == null ? randomToken() : settings.sandbox().token();
        URI self = settings.addresses().selfUrl();
        URI address = settings.addresses().publicUrl() == null ? self : settings.addresses().publicUrl();
        SandboxSettings own = new SandboxSettings(self, address, secrets::of, token, settings.sandbox().timeScale());
        SandboxRows rows = new SandboxRows(tx, clock);
        this.queue = new CallbackQueue(own, rows, clock);
        this.sms = new SmsSandbox(own, rows, queue, clock);
        this.conversation = new ConversationSandbox(own, rows, queue, clock);
        this.smsAuth = new SmsAuth(own);
        this.conversationAuth = new ConversationAuth(own, clock);
        this.tokens = new TokenResource(own, clock);
        SmsLists lists = new SmsLists(sms, rows);
        this.resources = List.of(smsAuth, conversationAuth, tokens, new RefusalMapper(), new SandboxErrors(), new AcceptedResource(rows),
            new SmsBatchesResource(sms, lists, faults, clock), new SmsReportsResource(sms), new SmsListsResource(lists, rows),
            new MessagesResource(conversation, own, rows, faults, clock), new AppResource(conversation, queue),
            new WebhooksResource(conversation));
    }

    private static String randomToken() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** The API token of the SMS API and the key secret of the Conversation API. */
    String token() {
        return token;
    }

    List<Object> resources() {
        return resources;
    }

    /** Whether the head of a request below /api opens what it asks for, as far as that is the sandbox's. */
    boolean admits(HttpServletRequest request) {
        String path = request.getPathInfo().replaceFirst("^/+", "");
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (path.equals(TokenResource.PATH)) {
            return tokens.admits(authorization);
        }
        if (SmsAuth.guards(path)) {
            return smsAuth.admits(authorization);
        }
        return !ConversationAuth.guards(path) || conversationAuth.admits(authorization);
    }

    void mount(ServletContext context) {
        context.addServlet("sandbox", new SandboxPage(sms, conversation, queue)).addMapping("/sandbox");
    }

    void start() {
        conversation.start();
        queue.start();
    }

    @Override
    public void close() {
        faults.close();
        queue.close();
    }
}
