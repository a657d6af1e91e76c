package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A genuine callback is accepted over every HTTP version, also on a connection that carries several")
class HttpVersionsIT extends ContainerTest {
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void allOfThem(HttpClient.Version version) {
        Map<Integer, Integer> answers = new TreeMap<>();
        for (int connection = 0; connection < 20; connection++) {
            HttpClient client = HttpClient.newBuilder().version(version).build();
            for (int i = 0; i < 3; i++) {
                byte[] body = ("{\"version\":" + System.nanoTime() + "}").getBytes(StandardCharsets.UTF_8);
                HttpRequest.Builder post = Desk.request("/api/callbacks/conversation").header("Content-Type", "application/json");
                new SinchSignature(System.getProperty("SINCH_WEBHOOK_SECRET")).headers(body, Instant.now()).forEach(post::header);
                answers.merge(Desk.send(client, post.POST(BodyPublishers.ofByteArray(body)).build()).statusCode(), 1, Integer::sum);
            }
        }
        assertEquals(Map.of(200, 60), answers);
    }
}
