package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@FaultTest
@DisplayName("kill -9 while a file is uploaded and read: each row is imported once")
class UploadKilledIT {
    private static final int ROWS = Run.length(10_000, 20_000);
    private static final int KILLS = Run.length(1, 3);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private final Random random = new Random(11);
    @TempDir
    Path folder;

    @Test
    void onTheEmbeddedDatabase() {
        try (MortalDesk desk = MortalDesk.onH2(folder, folder)) {
            killed(desk);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "smsdesk.faults", matches = "long", disabledReason = "only in -Pfaults")
    void onMariaDb() {
        try (MortalDatabase database = MortalDatabase.start("mariadb"); MortalDesk desk = new MortalDesk(folder, database.settings())) {
            killed(desk);
        }
    }

    private void killed(MortalDesk desk) {
        desk.start();
        byte[] file = ("phone;name\n" + IntStream.range(0, ROWS).mapToObj(i -> "+46701" + String.format("%06d", i % (ROWS - 10))
            + ";Name " + i)
            .collect(Collectors.joining("\n"))).getBytes();
        Thread killer = new Thread(() -> {
            Run.pause(Duration.ofMillis(60));
            desk.kill();
        });
        killer.start();
        try {
            upload(desk, file);
        } catch (UncheckedIOException e) {
            // it was killed before it answered; the caller repeats with the same key
        }
        join(killer);
        desk.start();
        String id = upload(desk, file);
        int kills = 0;
        for (; kills < KILLS && get(desk, "uploads/" + id).getString("state").equals("READING"); kills++) {
            Run.pause(Duration.ofMillis(200 + random.nextInt(500)));
            desk.kill();
            desk.start();
        }
        assertTrue(kills > 0, "it was killed while it read the file");
        assertTrue(Run.comesTrue(PATIENCE, () -> !get(desk, "uploads/" + id).getString("state").equals("READING")));
        JSONObject upload = get(desk, "uploads/" + id);
        assertEquals("READY", upload.getString("state"));
        assertEquals(ROWS, upload.getInt("rows"));
        assertEquals(ROWS - 10, upload.getInt("good"));
        assertEquals(id, upload(desk, file), "the same key is the same upload");
    }

    private static String upload(MortalDesk desk, byte[] file) {
        HttpResponse<String> answer = desk.send(desk.request("/api/uploads").header("Authorization", "Bearer " + MortalDesk.KEY)
            .header("Content-Type", "text/csv").header("Idempotency-Key", "upload").POST(BodyPublishers.ofByteArray(file)).build());
        assertEquals(202, answer.statusCode(), answer.body());
        return new JSONObject(answer.body()).getString("id");
    }

    private static JSONObject get(MortalDesk desk, String path) {
        HttpResponse<String> answer = desk.send(desk.request("/api/" + path).header("Authorization", "Bearer " + MortalDesk.KEY).build());
        assertEquals(200, answer.statusCode(), answer.body());
        return new JSONObject(answer.body());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
