package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("kill -9 under load loses no callback that was answered 2xx, and none takes effect twice")
@DisabledIfSystemProperty(named = "arquillian.launch", matches = "payara", disabledReason = "it brings its own Tomcat, which is tried already")
class KilledIT {
    private static final int KILLS = 3;
    private static final int SENDERS = 8;
    @TempDir
    Path folder;
    private MortalDesk desk;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> refusals = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();

    @AfterEach
    void end() throws InterruptedException {
        desk.kill();
    }

    @Test
    void everyAcknowledgedBodyIsKeptOnceAndComesToItsEffect() throws Exception {
        desk = new MortalDesk(folder);
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            desk.start();
            int before = acknowledged.size();
            sendUntilKilled(Duration.ofMillis(1500 + random.nextInt(1500)));
            assertTrue(acknowledged.size() > before, "callbacks were taken before kill " + kill);
        }
        desk.start();
        Map<String, JSONObject> kept = keptOnce();
        Set<String> lost = new HashSet<>(acknowledged);
        lost.removeAll(kept.keySet());
        assertEquals(Set.of(), lost, "acknowledged and lost, of " + acknowledged.size());
        assertEquals(Set.of(), refusals, "a genuine callback was answered 4xx");
        assertAllApplied();
    }

    private void sendUntilKilled(Duration time) throws InterruptedException {
        AtomicBoolean killed = new AtomicBoolean();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Thread sender = new Thread(() -> {
                while (!killed.get()) {
                    post(inbound(numbers.incrementAndGet()));
                }
            });
            sender.start();
            senders.add(sender);
        }
        Thread.sleep(time.toMillis());
        desk.kill();
        killed.set(true);
        for (Thread sender : senders) {
            sender.join();
        }
    }

    private void post(byte[] body) {
        HttpRequest.Builder request = desk.request("/api/callbacks/sms").POST(BodyPublishers.ofByteArray(body));
        new SinchSignature(MortalDesk.SECRET).headers(body, Instant.now()).forEach(request::header);
        try {
            int status = desk.send(request.build()).statusCode();
            if (status / 100 == 2) {
                acknowledged.add(KeptCallbacks.sha256(body));
            } else if (status / 100 == 4) {
                refusals.add(status);
            }
        } catch (IOException e) {
            Thread.onSpinWait();   // no answer: nothing was promised, Sinch would come again
        }
    }

    private static byte[] inbound(int number) {
        return ("{\"type\":\"mo_text\",\"id\":\"MO" + number + "\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"no " + number
            + "\",\"received_at\":\"2026-11-24T10:00:00.000Z\"}").getBytes(UTF_8);
    }

    private Map<String, JSONObject> keptOnce() throws IOException {
        Map<String, JSONObject> kept = new HashMap<>();
        String path = "/api/callbacks?family=sms";
        while (path != null) {
            HttpResponse<String> answer = desk.send(desk.request(path).header("Authorization", "Bearer " + MortalDesk.KEY).build());
            assertEquals(200, answer.statusCode(), answer.body());
            JSONObject page = new JSONObject(answer.body());
            page.getJSONArray("items").forEach(item -> assertEquals(null, kept.put(((JSONObject) item).getString("sha256"), (JSONObject) item), "kept twice"));
            path = page.isNull("next") ? null : page.getString("next").replaceFirst("^/sms-desk", "");
        }
        return kept;
    }

    private void assertAllApplied() throws IOException {
        Instant end = Instant.now().plusSeconds(30);
        Set<String> states = new HashSet<>();
        while (!states.equals(Set.of("APPLIED")) && Instant.now().isBefore(end)) {
            states.clear();
            keptOnce().values().forEach(item -> states.add(item.getString("state")));
        }
        assertEquals(Set.of("APPLIED"), states);
    }
}
