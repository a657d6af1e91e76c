package dev.smsdesk.sinch.call;

import dev.smsdesk.account.HttpProxy;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.jersey.client.ClientRequest;
import org.glassfish.jersey.client.ClientResponse;
import org.glassfish.jersey.client.spi.AsyncConnectorCallback;
import org.glassfish.jersey.client.spi.Connector;

/**
 * Jersey's client over java.net.http, which never repeats a POST by itself, as HttpURLConnection does. Jersey's own such connector (3.1.11)
 * ignores the connect timeout and cannot tell whether anything was sent; this one does both and nothing more. HTTP/1.1, no redirects.
 */
public final class JdkConnector implements Connector {
    /** How java.net.http words an answer to CONNECT other than 200 and 407, from Java 11 to 25. */
    private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: ([0-9]{3})");
    private final DetachedClient http;
    private final Duration answer;
    private final ProxySelector proxies;
    private final String proxyAuthorization;

    /** @param proxy null where the JVM's own settings count */
    public JdkConnector(Timeouts timeouts, Executor executor, HttpProxy proxy) {
        this.answer = timeouts.answer();
        ProxyRoute route = proxy == null ? null : new ProxyRoute(proxy);
        this.proxies = proxy == null ? ProxySelector.getDefault() : route;
        this.proxyAuthorization = proxy == null ? null : route.authorization();
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect()).executor(executor);
        this.http = new DetachedClient(proxies == null ? builder : builder.proxy(proxies));
    }

    /** @throws ProcessingException caused by {@link NothingSent} where that is certain, by {@link NoTunnel} where a proxy said so */
    @Override
    public ClientResponse apply(ClientRequest request) {
        WatchedBody body = new WatchedBody(entity(request));
        try {
            HttpResponse<InputStream> answer = http.get().send(jdk(request, body), HttpResponse.BodyHandlers.ofInputStream());
            if (isOverTls(request.getUri()) && answer.sslSession().isEmpty()) {
                throw new NoTunnel(proxy(request.getUri()), "HTTP " + answer.statusCode());
            }
            return jersey(answer, request);
        } catch (NoTunnel e) {
            throw new ProcessingException(e);
        } catch (IOException | InterruptedException e) {
            throw new ProcessingException(body.wasAskedFor() ? e : unsent(e, request.getUri()));
        }
    }

    /** The client gives an answer 407 to CONNECT as a response without a TLS session, any other refusal as an exception before the body. */
    private IOException unsent(Exception cause, URI uri) {
        Matcher refused = TUNNEL_FAILED.matcher(String.valueOf(cause.getMessage()));
        return isOverTls(uri) && refused.find() ? new NoTunnel(proxy(uri), "HTTP " + refused.group(1)) : new NothingSent(cause);
    }

    private static boolean isOverTls(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Host and port as the settings name them; never a user or password. */
    private String proxy(URI uri) {
        return Optional.ofNullable(proxies).stream().flatMap(selector -> selector.select(uri).stream())
            .map(Proxy::address).filter(InetSocketAddress.class::isInstance).map(InetSocketAddress.class::cast)
            .map(address -> address.getHostString() + ":" + address.getPort()).findFirst().orElse("of this server");
    }

    @Override
    public Future<?> apply(ClientRequest request, AsyncConnectorCallback callback) {
        throw new UnsupportedOperationException("Calls are made on the caller's thread.");
    }

    private HttpRequest jdk(ClientRequest request, WatchedBody body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.getUri()).timeout(answer).method(request.getMethod(), body);
        request.getRequestHeaders().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        if (proxyAuthorization != null) {
            // the client leaves it out where it uses no proxy, and inside a tunnel
            builder.header("Proxy-Authorization", proxyAuthorization);
        }
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
