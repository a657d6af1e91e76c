package dev.smsdesk.sinch.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client whose thread has ended is replaced, because its calls would wait for ever")
class DetachedClientTest {
    @Test
    @SuppressWarnings("removal")
    void callsGoOnAfterItsThreadEnded() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            DetachedClient client = new DetachedClient(HttpClient.newBuilder());
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .timeout(Duration.ofSeconds(5)).build();
            HttpClient first = client.get();
            assertSame(first, client.get());
            DetachedClient.selectorOf(first).ifPresent(DetachedClientTest::end);
            assertNotSame(first, client.get());
            assertEquals(204, client.get().send(request, BodyHandlers.discarding()).statusCode());
        } finally {
            server.stop(0);
        }
    }

    /** As an OutOfMemoryError does. */
    @SuppressWarnings("deprecation")
    private static void end(Thread selector) {
        try {
            selector.stop();
            selector.join(5_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
