package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.it.SinchSignature;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FaultTest
@DisplayName("Five thousand forgeries a second fill neither memory nor table nor log, and delay no genuine callback")
class FloodIT {
    private static final int PER_SECOND = 5_000;
    private static final Duration WARM = Run.length(Duration.ofSeconds(2), Duration.ofSeconds(10));
    private static final Duration TIME = Run.length(Duration.ofSeconds(3), Duration.ofSeconds(30));
    private static final long MEBIBYTE = 1 << 20;
    /** Of one reason 500 at once and then four a second are written down; all forgeries have one. */
    private static final int BURST_ROWS = 500;
    private static final int ROWS_PER_SECOND = 4;
    @TempDir
    Path folder;

    @Test
    void forged() {
        try (MortalDatabase database = MortalDatabase.startAny(); MortalDesk desk = new MortalDesk(folder, database.settings())) {
            desk.start();
            long began = System.nanoTime();
            flood(desk, WARM, new LongSummaryStatistics());
            long bytesBefore = desk.liveBytes();
            int logBefore = desk.log().length();
            LongSummaryStatistics genuineMillis = new LongSummaryStatistics();
            Flood flood = flood(desk, TIME, genuineMillis);
            long grown = desk.liveBytes() - bytesBefore;
            int logged = desk.log().length() - logBefore;
            long mostRows = BURST_ROWS + ROWS_PER_SECOND * (1 + (System.nanoTime() - began) / 1_000_000_000);
            long rows = Long.parseLong(database.sql("select count(*) from refusal").replaceAll("(?s)\\D*(\\d+).*", "$1"));
            System.out.printf("FLOOD refused=%d per-second=%d otherwise=%d genuine-ms=%s heap-before=%dK grown=%dK refusal-rows=%d "
                + "log-chars=%d%n", flood.refused(), flood.refused() / TIME.toSeconds(), flood.otherwise(), genuineMillis,
                bytesBefore / 1024, grown / 1024, rows, logged);
            assertEquals(0, flood.otherwise(), "answers other than 401");
            assertTrue(genuineMillis.getMax() < 1_000, "a genuine callback waited: " + genuineMillis);
            assertTrue(grown < 16 * MEBIBYTE, "the heap has grown by " + grown + " bytes");
            assertTrue(rows <= mostRows, rows + " rows, at most " + mostRows + " are written down");
            assertTrue(rows >= BURST_ROWS, "it was no flood: " + rows + " rows of " + flood.refused());
            assertTrue(logged < 64 * 1024, "the log has grown by " + logged + " characters");
        }
    }

    /** Meanwhile five genuine callbacks arrive per second. */
    private static Flood flood(MortalDesk desk, Duration time, LongSummaryStatistics genuineMillis) {
        Flood flood = new Flood(desk.port(), PER_SECOND, time).begin();
        for (int number = 0; flood.isOn(); number++) {
            byte[] body = ("{\"type\":\"mo_text\",\"id\":\"GENUINE" + number + "-" + System.nanoTime()
                + "\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"whole\"}").getBytes(StandardCharsets.UTF_8);
            HttpRequest.Builder request = desk.request("/api/callbacks/sms").POST(BodyPublishers.ofByteArray(body));
            new SinchSignature(MortalDesk.SECRET).headers(body, Instant.now()).forEach(request::header);
            long began = System.nanoTime();
            assertEquals(200, desk.send(request.build()).statusCode());
            genuineMillis.accept((System.nanoTime() - began) / 1_000_000);
            Run.pause(Duration.ofMillis(200));
        }
        return flood;
    }
}
