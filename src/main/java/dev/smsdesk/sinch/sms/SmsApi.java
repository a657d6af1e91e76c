package dev.smsdesk.sinch.sms;

import dev.smsdesk.sinch.call.CallThreads;
import dev.smsdesk.sinch.call.JdkConnector;
import dev.smsdesk.sinch.call.NoTunnel;
import dev.smsdesk.sinch.call.NothingSent;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.ProxyRefused;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.call.Timeouts;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.JerseyClientBuilder;

/** The SMS API with a service plan's id and token. Built once and closed once; any number of threads may send and ask. */
public final class SmsApi implements Sender {
    public static final int MOST_RECIPIENTS = SmsBatch.MOST_RECIPIENTS;
    private static final int MOST_BYTES = 1 << 20;

    private final CallThreads calls;
    private final Client client;
    private final WebTarget plan;
    private final String authorization;
    private final Clock clock;
    private final SmsReading reading;

    /**
     * @param base          {@link dev.smsdesk.account.SmsRegion#base()}, or the sandbox
     * @param servicePlanId letters, digits, dash and underscore
     * @param apiToken      printable ASCII, never shown
     * @throws IllegalArgumentException where an id or token could not go into a path or a header
     */
    public SmsApi(URI base, String servicePlanId, String apiToken, Timeouts timeouts) {
        this(base, servicePlanId, apiToken, timeouts, Clock.systemUTC());
    }

    SmsApi(URI base, String servicePlanId, String apiToken, Timeouts timeouts, Clock clock) {
        if (!servicePlanId.matches("[A-Za-z0-9_-]{1,128}")) {
            throw new IllegalArgumentException("A service plan id is letters, digits, dashes and underscores.");
        }
        if (!apiToken.matches("[!-~]{1,4096}")) {
            throw new IllegalArgumentException("An API token is printable ASCII without blanks.");
        }
        this.calls = new CallThreads(timeouts);
        this.clock = clock;
        this.authorization = "Bearer " + apiToken;
        this.client = JerseyClientBuilder.createClient(
                new ClientConfig().connectorProvider((c, config) -> new JdkConnector(timeouts, calls.threads())));
        this.plan = client.target(base).path("xms/v1").path(servicePlanId);
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
    public StatusAnswer<List<Sent>> find(String reference, Instant since) {
        return reading.batches(reference, since);
    }

    @Override
    public StatusApi informant() {
        return reading;
    }

    private SendOutcome call(OutgoingMessage message) {
        Entity<byte[]> body = Entity.entity(SmsBatch.json(message).getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON_TYPE);
        try (Response response = plan.path("batches").request(MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.AUTHORIZATION, authorization).post(body)) {
            return new SmsAnswer(response.getStatus(), response.getHeaderString(HttpHeaders.RETRY_AFTER), body(response, MOST_BYTES)).meaning(clock.instant());
        } catch (ProcessingException e) {
            if (e.getCause() instanceof NoTunnel proxy) {
                return new ProxyRefused(proxy.proxy(), proxy.getMessage());
            }
            return e.getCause() instanceof NothingSent nothing ? new NotSent(CallThreads.fault(nothing.getCause())) : new Unsure(CallThreads.fault(e.getCause()));
        }
    }

    /** @return null when it is too long or breaks off: the status alone must do then */
    static byte[] body(Response response, int most) {
        try (InputStream in = response.readEntity(InputStream.class)) {
            byte[] bytes = in.readNBytes(most + 1);
            return bytes.length > most ? null : bytes;
        } catch (IOException | ProcessingException e) {
            return null;
        }
    }

    /** Ends what is under way; its senders hear {@link Unsure}. */
    @Override
    public void close() {
        calls.close();
        client.close();
    }
}
