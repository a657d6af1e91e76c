package dev.smsdesk.sinch;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;

/**
 * Jersey's client over java.net.http, which never repeats a POST by itself, as HttpURLConnection does. Jersey's own such connector (3.1.11)
 * ignores the connect timeout and cannot tell whether anything was sent; this one does both and nothing more. HTTP/1.1, no redirects.
 */
final class JdkConnector implements Connector {
    private final HttpClient http;
    private final Duration answer;

    JdkConnector(Timeouts timeouts, Executor executor) {
        this.answer = timeouts.answer();
        this.http = DetachedClient.of(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeouts.connect()).executor(executor));
    }

    /** @throws ProcessingException caused by {@link NothingSent} where that is certain */
    @Override
    public ClientResponse apply(ClientRequest request) {
        WatchedBody body = new WatchedBody(entity(request));
        try {
            return jersey(http.send(jdk(request, body), HttpResponse.BodyHandlers.ofInputStream()), request);
        } catch (IOException | InterruptedException e) {
            throw new ProcessingException(body.wasAskedFor() ? e : new NothingSent(e));
        }
    }

    @Override
    public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
        throw new UnsupportedOperationException("Calls are made on the caller's thread.");
    }

    private HttpRequest jdk(ClientRequest request, WatchedBody body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.getUri()).timeout(answer).method(request.getMethod(), body);
        request.getRequestHeaders().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    private static byte[] entity(ClientRequest request) {
        if (!request.hasEntity()) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        request.setStreamProvider(length -> bytes);
        try {
            request.writeEntity();
        } catch (IOException e) {
            throw new ProcessingException(new NothingSent(e));
        }
        return bytes.toByteArray();
    }

    private static ClientResponse jersey(HttpResponse<InputStream> answer, ClientRequest request) {
        ClientResponse response = new ClientResponse(new Status(answer.statusCode()), request);
        answer.headers().map().forEach((name, values) -> values.forEach(value -> response.getHeaders().add(name, value)));
        response.setEntityStream(answer.body());
        return response;
    }

    @Override
    public String getName() {
        return "SMS Desk";
    }

    /** The Java 17 client has no close; its threads end when nothing refers to it any more. */
    @Override
    public void close() {}

    /** Any three digits, also those that JAX-RS has no name for. */
    private record Status(int getStatusCode) implements Response.StatusType {
        @Override
        public Response.Status.Family getFamily() {
            return Response.Status.Family.familyOf(getStatusCode);
        }

        @Override
        public String getReasonPhrase() {
            return "";
        }
    }
}
