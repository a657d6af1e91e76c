package dev.smsdesk.sinch.conversation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.smsdesk.account.Credentials;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Token endpoint and Conversation API on loopback: answers what a test said it should, in that order, and else a token and an accepted
 * message.
 */
public final class ConversationServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(40), Duration.ofSeconds(60));
    static final OutgoingMessage MESSAGE = new OutgoingMessage(List.of("+46701234567"), "Desk", "Hej \"du\" 🚣",
        URI.create("https://desk.example/api/callbacks/conversation"), "01K9");
    private final HttpServer server;
    private final Queue<Said> tokens = new ConcurrentLinkedQueue<>();
    private final Queue<Said> answers = new ConcurrentLinkedQueue<>();
    /** Method, address, authorization and body of each request, a line each. */
    public final List<String> tokenRequests = new CopyOnWriteArrayList<>();
    public final List<String> requests = new CopyOnWriteArrayList<>();

    /** One answer; its body is sent after so many milliseconds. */
    public record Said(int status, Map<String, String> headers, String body, long after) {
        public static Said of(int status, String body) {
            return new Said(status, Map.of(), body, 0);
        }
    }

    public ConversationServer() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "conversation-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/oauth2/token", exchange -> answer(exchange, tokenRequests, tokens,
            Said.of(200, "{\"access_token\":\"t" + (tokenRequests.size() + 1)
                + "\",\"token_type\":\"bearer\",\"expires_in\":3600,\"scope\":\"\"}")));
        server.createContext("/", exchange -> answer(exchange, requests, answers,
            Said.of(200, "{\"message_id\":\"M" + (requests.size() + 1) + "\",\"accepted_time\":\"2026-11-29T08:00:01.5Z\"}")));
        server.start();
    }

    public ConversationServer token(Said said) {
        tokens.add(said);
        return this;
    }

    public ConversationServer answer(Said said) {
        answers.add(said);
        return this;
    }

    public ConversationServer answer(int status, String body) {
        return answer(Said.of(status, body));
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public ConversationApi api() {
        return api(Clock.fixed(NOW, ZoneOffset.UTC), false);
    }

    ConversationApi api(Clock clock, boolean overrideSecret) {
        return api(base(), base(), clock, overrideSecret, TIMEOUTS);
    }

    /** A call for a token may take a third of the total timeout. */
    static ConversationApi api(URI base, URI tokens, Clock clock, boolean overrideSecret, Timeouts timeouts) {
        return new ConversationApi(new ConversationApp(base, tokens, new Credentials.App("project-1", "key-1", "key-secret", "app-1"), 10,
            () -> overrideSecret), timeouts, null, clock);
    }

    private static void answer(HttpExchange exchange, List<String> seen, Queue<Said> script, Said otherwise) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + exchange.getRequestHeaders()
                .getFirst("Authorization") + "\n"
                + exchange.getRequestHeaders().getFirst("Content-Type") + "\n" + body);
            Said scripted = script.poll();
            Said said = scripted == null ? otherwise : scripted;
            Thread.sleep(said.after());
            said.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
