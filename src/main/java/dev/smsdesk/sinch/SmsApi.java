package dev.smsdesk.sinch;

import dev.smsdesk.sinch.SendOutcome.NotSent;
import dev.smsdesk.sinch.SendOutcome.Unsure;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.JerseyClientBuilder;

/** The SMS API with a service plan's id and token. Built once and closed once; any number of threads may send. */
public final class SmsApi implements Sender, AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;

    private final ExecutorService calls = Executors.newCachedThreadPool(SmsApi::thread);
    private final Client client;
    private final WebTarget batches;
    private final String authorization;
    private final Timeouts timeouts;
    private final Clock clock;

    /**
     * @param base          {@link SmsRegion#base()}, or the sandbox
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
        this.timeouts = timeouts;
        this.clock = clock;
        this.authorization = "Bearer " + apiToken;
        this.client = JerseyClientBuilder.createClient(
                new ClientConfig().connectorProvider((c, config) -> new JdkConnector(timeouts, calls)));
        this.batches = client.target(base).path("xms/v1").path(servicePlanId).path("batches");
    }

    @Override
    public SendOutcome send(SmsBatch batch) {
        if (Thread.currentThread().isInterrupted()) {
            return new NotSent("Stopping.");
        }
        try {
            Future<SendOutcome> call = calls.submit(() -> call(batch));
            return ended(call);
        } catch (RejectedExecutionException e) {
            return new NotSent("Closed.");
        }
    }

    /** Waits for the call, but no longer than the total timeout: the only thing that bounds a body that drips. */
    private SendOutcome ended(Future<SendOutcome> call) {
        try {
            return call.get(timeouts.total().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Unsure("No whole answer within " + timeouts.total().toSeconds() + " s.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unsure("Stopped while waiting for the answer.");
        } catch (ExecutionException e) {
            return new Unsure(fault(e.getCause()));
        } finally {
            call.cancel(true);
        }
    }

    private SendOutcome call(SmsBatch batch) {
        Entity<byte[]> body = Entity.entity(batch.toJson().getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON_TYPE);
        try (Response response = batches.request(MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.AUTHORIZATION, authorization).post(body)) {
            return new SmsAnswer(response.getStatus(), response.getHeaderString(HttpHeaders.RETRY_AFTER), body(response)).meaning(clock.instant());
        } catch (ProcessingException e) {
            return e.getCause() instanceof NothingSent nothing ? new NotSent(fault(nothing.getCause())) : new Unsure(fault(e.getCause()));
        }
    }

    /** @return null when it is too long or breaks off: the status alone must do then */
    private static byte[] body(Response response) {
        try (InputStream in = response.readEntity(InputStream.class)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? null : bytes;
        } catch (IOException | ProcessingException e) {
            return null;
        }
    }

    private static String fault(Throwable cause) {
        String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return Bounded.line(cause.getClass().getSimpleName() + message, 500);
    }

    /** Ends what is under way; its senders hear {@link Unsure}. */
    @Override
    public void close() {
        calls.shutdownNow();
        client.close();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sinch-call");
        thread.setDaemon(true);
        thread.setContextClassLoader(SmsApi.class.getClassLoader());
        return thread;
    }
}
