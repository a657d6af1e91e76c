package dev.smsdesk.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.smsdesk.account.Credentials;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.conversation.ConversationApi;
import dev.smsdesk.sinch.conversation.ConversationApp;
import dev.smsdesk.sinch.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** An app at Sinch with its webhooks, over HTTP: keeps what it is told, and tells when a change is about to be made. */
final class AppServer implements AutoCloseable {
    static final Credentials.App KEY = new Credentials.App("project-1", "key-1", "key-secret", "app-1");
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    final ConversationApi api;
    /** By id. */
    final Map<String, ObjectNode> webhooks = new LinkedHashMap<>();
    /** Method and path of each call, tokens aside. */
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** Runs before a change counts. */
    Runnable beforeChange = () -> { };
    /** The status of the answer to the next change; what answers 4xx is not made. */
    int nextStatus = 200;
    String nextBody;
    /** In place of the list; null for the true one. */
    String listing;
    /** The next change is made, and the connection breaks before its answer. */
    boolean breaksAfter;

    AppServer() throws IOException {
        server.createContext("/oauth2/token", exchange -> answer(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":3600}"));
        server.createContext("/v1/projects/project-1", this::serve);
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        api = new ConversationApi(new ConversationApp(base, base, KEY, 10, () -> false), Timeouts.usual(), null);
    }

    AppServer has(String id, String target, String secret, String... triggers) {
        ObjectNode webhook = Json.newObject().put("id", id).put("app_id", "app-1").put("target", target).put("target_type", "HTTP");
        List.of(triggers).forEach(webhook.putArray("triggers")::add);
        webhooks.put(id, secret == null ? webhook : webhook.put("secret", secret));
        return this;
    }

    String secret(String id) {
        return webhooks.get(id).path("secret").asText();
    }

    List<String> triggers(String id) {
        return webhooks.get(id).withArray("triggers").valueStream().map(JsonNode::asText).sorted().toList();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring("/v1/projects/project-1".length());
            byte[] body = exchange.getRequestBody().readAllBytes();
            calls.add(exchange.getRequestMethod() + " " + path);
            if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 200, listing != null ? listing : "{\"webhooks\":[" + webhooks.values().stream().map(Object::toString)
                    .collect(Collectors.joining(",")) + "]}");
                return;
            }
            beforeChange.run();
            int status = nextStatus;
            nextStatus = 200;
            if (status / 100 == 4) {
                answer(exchange, status, nextBody);
                return;
            }
            String id = exchange.getRequestMethod().equals("POST") ? "W-new" : path.substring("/webhooks/".length());
            if (exchange.getRequestMethod().equals("PATCH") && !webhooks.containsKey(id)) {
                answer(exchange, 404, "{\"error\":{\"code\":404,\"message\":\"No such webhook\",\"status\":\"NOT_FOUND\"}}");
                return;
            }
            ObjectNode webhook = webhooks.computeIfAbsent(id, key -> Json.newObject().put("id", key));
            webhook.setAll((ObjectNode) Json.object(body));
            if (!breaksAfter) {
                answer(exchange, status, status == 200 ? webhook.toString() : "<html>Bad gateway</html>");
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        api.close();
        server.stop(0);
    }
}
