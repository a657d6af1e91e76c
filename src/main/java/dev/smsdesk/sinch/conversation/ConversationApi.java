package dev.smsdesk.sinch.conversation;

import dev.smsdesk.account.HttpProxy;
import dev.smsdesk.sinch.call.HttpAnswer;
import dev.smsdesk.sinch.call.HttpCalls;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.call.Timeouts;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The Conversation API with one app, on channel SMS. Built once and closed once; any number of threads may send and ask. */
public final class ConversationApi implements Sender {
    private static final int MOST_BYTES = 1 << 20;
    private final ConversationApp app;
    private final OAuthTokens tokens;
    private final TokenCalls calls;
    private final WebTarget project;
    private final ConversationReading reading;
    private final AppSetup setup;
    private final KnownApp known = new KnownApp();
    private final Clock clock;

    /** @param proxy null where the JVM's own settings count */
    public ConversationApi(ConversationApp app, Timeouts timeouts, HttpProxy proxy) {
        this(app, timeouts, proxy, Clock.systemUTC());
    }

    ConversationApi(ConversationApp app, Timeouts timeouts, HttpProxy proxy, Clock clock) {
        this.app = app;
        this.clock = clock;
        this.tokens = new OAuthTokens(app.tokens(), app.credentials(), timeouts, proxy, clock, new Random());
        this.calls = new TokenCalls(new HttpCalls(timeouts, proxy), tokens, timeouts);
        this.project = calls.target(app.base()).path("v1/projects").path(app.credentials().projectId());
        this.setup = new AppSetup(calls, project, app.credentials().appId(), known, clock);
        this.reading = new ConversationReading(new AppQuestions(calls, project, app.credentials().appId(), known, clock),
            app.credentials().appId());
    }

    @Override
    public int mostRecipients() {
        return 1;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        String json = ConversationMessage.json(message, app.credentials().appId(), app.maxParts(), app.overrideSecret().getAsBoolean());
        Entity<byte[]> body = Entity.entity(json.getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON_TYPE);
        return calls.make("POST", () -> project.path("messages:send"), body, MOST_BYTES, new TokenCalls.Ends<>() {
            @Override
            public SendOutcome without(SendOutcome why) {
                return why;
            }

            @Override
            public SendOutcome answered(HttpAnswer answer) {
                return ConversationAnswer.meaning(answer, clock.instant());
            }

            @Override
            public SendOutcome failed(IOException failure) {
                return HttpCalls.outcome(failure);
            }

            @Override
            public SendOutcome unknown(String why) {
                return new Unsure(why);
            }
        });
    }

    @Override
    public StatusAnswer<List<Sent>> find(SentQuery query) {
        return reading.find(query);
    }

    @Override
    public StatusApi informant() {
        return reading;
    }

    @Override
    public SetupAnswer<?> check() {
        return setup.app();
    }

    /** The calls that read and change the app; closed with this. */
    public AppSetup setup() {
        return setup;
    }

    /** The app as Sinch described it last; empty until it was asked. */
    public Optional<AppInfo> known() {
        return known.latest();
    }

    /** Of the key; closed with this. */
    public OAuthTokens tokens() {
        return tokens;
    }

    /** Ends the calls under way; their senders learn {@link Unsure}. */
    @Override
    public void close() {
        calls.close();
    }
}
