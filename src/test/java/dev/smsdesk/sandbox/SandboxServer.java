package dev.smsdesk.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.smsdesk.sandbox.callback.CallbackQueue;
import dev.smsdesk.sandbox.conversation.AppResource;
import dev.smsdesk.sandbox.conversation.ConversationAuth;
import dev.smsdesk.sandbox.conversation.ConversationSandbox;
import dev.smsdesk.sandbox.conversation.MessagesResource;
import dev.smsdesk.sandbox.conversation.TokenResource;
import dev.smsdesk.sandbox.conversation.WebhooksResource;
import dev.smsdesk.sandbox.sms.SmsAuth;
import dev.smsdesk.sandbox.sms.SmsBatchesResource;
import dev.smsdesk.sandbox.sms.SmsLists;
import dev.smsdesk.sandbox.sms.SmsListsResource;
import dev.smsdesk.sandbox.sms.SmsReportsResource;
import dev.smsdesk.sandbox.sms.SmsSandbox;
import dev.smsdesk.sinch.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;

/** The sandbox with its JAX-RS resources on a real port, its callbacks going to a {@link Receiver}, as one program would use it. */
public final class SandboxServer implements AutoCloseable {
    public static final String TOKEN = "token-of-the-sandbox-tests";
    public static final String SMS = "/xms/v1/sandbox/";
    public static final String PROJECT = "/v1/projects/sandbox/";
    public final HeapStore store;
    public final Receiver receiver;
    public final CallbackQueue queue;
    public final SmsSandbox sms;
    public final ConversationSandbox conversation;
    private final FaultAnswers faults = new FaultAnswers();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final ApplicationHandler jersey;

    public SandboxServer(double timeScale, Clock clock) throws IOException {
        this(timeScale, clock, new HeapStore(), new Receiver(n -> 200));
    }

    public SandboxServer(double timeScale, Clock clock, HeapStore store, Receiver receiver) throws IOException {
        this.store = store;
        this.receiver = receiver;
        SandboxSettings settings = new SandboxSettings(receiver.self(), receiver.self(), Receiver::secret, TOKEN, timeScale);
        this.queue = new CallbackQueue(settings, store, clock);
        this.sms = new SmsSandbox(settings, store, queue, clock);
        this.conversation = new ConversationSandbox(settings, store, queue, clock);
        conversation.start();
        queue.start();
        SmsLists lists = new SmsLists(sms, store);
        ResourceConfig config = new ResourceConfig().property("jersey.config.server.wadl.disableWadl", true);
        List.of(new SmsAuth(settings), new ConversationAuth(settings, clock), new TokenResource(settings, clock), new RefusalMapper(),
            new AcceptedResource(store), new SmsBatchesResource(sms, lists, faults, clock), new SmsReportsResource(sms),
            new SmsListsResource(lists, store),
            new MessagesResource(conversation, settings, store, faults, clock), new AppResource(conversation, queue),
            new WebhooksResource(conversation)).forEach(config::register);
        this.jersey = new ApplicationHandler(config);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/sandbox", this::serve);
        server.start();
    }

    /** Base of both APIs. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/sandbox");
    }

    /** With the API token. */
    public HttpResponse<String> sms(String method, String path, String body) {
        return call(method, SMS + path, "Bearer " + TOKEN, body);
    }

    /** With an access token. */
    public HttpResponse<String> conversation(String method, String path, String body) {
        return call(method, PROJECT + path, "Bearer " + accessToken(), body);
    }

    public String accessToken() {
        String basic = "Basic " + Base64.getEncoder().encodeToString(("sandbox:" + TOKEN).getBytes(StandardCharsets.UTF_8));
        return json(token(basic, "grant_type=client_credentials")).path("access_token").asText();
    }

    public HttpResponse<String> token(String authorization, String form) {
        return send(HttpRequest.newBuilder(URI.create(base() + "/oauth2/token")).header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)).header("Authorization", authorization).build());
    }

    /** @param authorization null for none; @param body null for none */
    public HttpResponse<String> call(String method, String path, String authorization, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
        return send(authorization == null ? request.build() : request.header("Authorization", authorization).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @throws AssertionError where it is not a success */
    public static JsonNode json(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Json.object(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /** What the servlet does in the application. */
    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI whole = base().resolve(exchange.getRequestURI());
            ContainerRequest request = new ContainerRequest(base().resolve("/api/"), whole, exchange.getRequestMethod(), null,
                new MapPropertiesDelegate(),
                jersey.getConfiguration());
            exchange.getRequestHeaders().forEach(request::headers);
            request.setEntityStream(exchange.getRequestBody());
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            ContainerResponse answer = jersey.apply(request, body).get();
            answer.getStringHeaders().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
            exchange.sendResponseHeaders(answer.getStatus(), body.size() == 0 ? -1 : body.size());
            body.writeTo(exchange.getResponseBody());
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        faults.close();
        queue.close();
        server.stop(0);
        threads.shutdownNow();
        receiver.close();
    }
}
