package dev.smsdesk.sinch.sms;

import dev.smsdesk.account.HttpProxy;
import dev.smsdesk.sinch.call.HttpAnswer;
import dev.smsdesk.sinch.call.HttpCalls;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** The SMS API with a service plan's id and token. Built once and closed once; any number of threads may send and ask. */
public final class SmsApi implements Sender {
    public static final int MOST_RECIPIENTS = SmsBatch.MOST_RECIPIENTS;
    private static final int MOST_BYTES = 1 << 20;

    private final HttpCalls calls;
    private final SmsOptions options;
    private final WebTarget plan;
    private final String authorization;
    private final Clock clock;
    private final SmsReading reading;

    /**
     * @param base          {@link dev.smsdesk.account.SmsRegion#base()}, or what stands in for it
     * @param servicePlanId letters, digits, dash and underscore
     * @param apiToken      printable ASCII, never shown
     * @param proxy         null where the JVM's own settings count
     * @throws IllegalArgumentException where an id or token could not go into a path or a header
     */
    public SmsApi(URI base, String servicePlanId, String apiToken, SmsOptions options, Timeouts timeouts, HttpProxy proxy) {
        this(base, servicePlanId, apiToken, options, timeouts, proxy, Clock.systemUTC());
    }

    /** With the usual options, and without a proxy of its own. */
    public SmsApi(URI base, String servicePlanId, String apiToken, Timeouts timeouts) {
        this(base, servicePlanId, apiToken, SmsOptions.usual(), timeouts, null, Clock.systemUTC());
    }

    SmsApi(URI base, String servicePlanId, String apiToken, SmsOptions options, Timeouts timeouts, HttpProxy proxy, Clock clock) {
        if (!servicePlanId.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException("A service plan id is letters, digits, dashes and underscores.");
        }
        if (!apiToken.matches("[!-~]{1,4096}")) {
            throw new IllegalArgumentException("An API token is printable ASCII without blanks.");
        }
        this.calls = new HttpCalls(timeouts, proxy);
        this.options = options;
        this.clock = clock;
        this.authorization = "Bearer " + apiToken;
        this.plan = calls.target(base).path("xms/v1").path(servicePlanId);
        this.reading = new SmsReading(calls, plan, authorization, clock);
    }

    @Override
    public int mostRecipients() {
        return MOST_RECIPIENTS;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        return calls.make(() -> call(message), NotSent::new, Unsure::new);
    }

    @Override
    public StatusAnswer<List<Sent>> find(SentQuery query) {
        return reading.batches(query);
    }

    @Override
    public SetupAnswer<?> check() {
        return reading.check();
    }

    @Override
    public StatusApi informant() {
        return reading;
    }

    private SendOutcome call(OutgoingMessage message) {
        Entity<byte[]> body = Entity.entity(SmsBatch.json(message, options).getBytes(StandardCharsets.UTF_8),
            MediaType.APPLICATION_JSON_TYPE);
        try {
            HttpAnswer answer = calls.exchange("POST", plan.path("batches"), authorization, body, MOST_BYTES);
            return new SmsAnswer(answer.status(), answer.retryAfter(), answer.body()).meaning(clock.instant());
        } catch (IOException e) {
            return HttpCalls.outcome(e);
        }
    }

    /** Ends the calls under way; their senders learn {@link Unsure}. */
    @Override
    public void close() {
        calls.close();
    }
}
