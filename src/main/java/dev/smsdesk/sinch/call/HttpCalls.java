package dev.smsdesk.sinch.call;

import dev.smsdesk.account.HttpProxy;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.ProxyRefused;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.client.JerseyClientBuilder;

/**
 * HTTP calls to one API of Sinch: each is made once, and is bounded in time and size. Built once and closed once; any number of threads may
 * call.
 */
public final class HttpCalls implements AutoCloseable {
    private final CallThreads calls;
    private final Client client;

    /** @param proxy null where the settings name none: then the JVM's own proxy settings count */
    public HttpCalls(Timeouts timeouts, HttpProxy proxy) {
        this.calls = new CallThreads(timeouts);
        this.client = JerseyClientBuilder.createClient(new ClientConfig().connectorProvider((c, config) ->
            new JdkConnector(timeouts, calls.threads(), proxy)));
    }

    public WebTarget target(URI base) {
        return client.target(base);
    }

    public ExecutorService threads() {
        return calls.threads();
    }

    /** See {@link CallThreads#make}. */
    public <T> T make(Callable<T> call, Function<String, T> notMade, Function<String, T> unknown) {
        return calls.make(call, notMade, unknown);
    }

    /** The same within this time. */
    public <T> T make(Duration total, Callable<T> call, Function<String, T> notMade, Function<String, T> unknown) {
        return calls.make(total, call, notMade, unknown);
    }

    /**
     * One exchange on the calling thread.
     * @param authorization of the header, or null
     * @param body          null where the method has none
     * @param mostBytes     of the answer's body
     * @throws NoTunnel    a proxy refused: nothing was sent
     * @throws NothingSent no byte of the body left this server
     * @throws IOException anything else: Sinch may have the request
     */
    public HttpAnswer exchange(String method, WebTarget target, String authorization, Entity<byte[]> body,
        int mostBytes) throws IOException {
        Invocation.Builder request = target.request(MediaType.APPLICATION_JSON_TYPE);
        if (authorization != null) {
            request.header(HttpHeaders.AUTHORIZATION, authorization);
        }
        try (Response response = body == null ? request.method(method) : request.method(method, body)) {
            return new HttpAnswer(response.getStatus(), response.getHeaderString(HttpHeaders.RETRY_AFTER),
                response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE),
                bytes(response, mostBytes));
        } catch (ProcessingException e) {
            throw e.getCause() instanceof IOException cause ? cause
                : new IOException(CallThreads.fault(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    private static byte[] bytes(Response response, int most) {
        try (InputStream in = response.readEntity(InputStream.class)) {
            byte[] bytes = in.readNBytes(most + 1);
            return bytes.length > most ? null : bytes;
        } catch (IOException | ProcessingException e) {
            return null;
        }
    }

    /** What it means for a message that {@link #exchange} failed. */
    public static SendOutcome outcome(IOException failure) {
        if (failure instanceof NoTunnel proxy) {
            return new ProxyRefused(proxy.proxy(), proxy.getMessage());
        }
        return failure instanceof NothingSent nothing ? new NotSent(CallThreads.fault(nothing.getCause()))
            : new Unsure(CallThreads.fault(failure));
    }

    /** The same in one sentence, where nothing was asked for but a look. */
    public static String sentence(IOException failure) {
        return outcome(failure) instanceof ProxyRefused refused ? sentence(refused)
            : CallThreads.fault(failure instanceof NothingSent nothing ? nothing.getCause() : failure);
    }

    public static String sentence(ProxyRefused refused) {
        return CallFault.NO_TUNNEL.stored(refused.proxy(), refused.said());
    }

    /** Ends the calls under way: their callers learn that the end is not known. */
    @Override
    public void close() {
        calls.close();
        client.close();
    }
}
