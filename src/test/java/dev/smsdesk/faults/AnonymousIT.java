package dev.smsdesk.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.it.SinchSignature;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FaultTest
@DisplayName("Requests without a login leave nothing on the server and delay no callback")
class AnonymousIT {
    private static final int PAGES = 20_000;
    private static final int CONNECTIONS = 4;
    private static final int HEAP_MEBIBYTES = 128;
    private static final String SEVEN_KILOBYTES = "x".repeat(7 * 1024);
    private static final Duration PAUSE = Duration.ofMillis(200);
    @TempDir
    Path folder;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger met = new AtomicInteger();

    @Test
    void twentyThousandPages() {
        try (MortalDesk desk = MortalDesk.onH2(folder, folder.resolve("data")).withHeap(HEAP_MEBIBYTES)) {
            desk.start();
            IntStream.range(0, 5).forEach(number -> callback(desk));
            long began = System.nanoTime();
            List<Thread> callers = IntStream.range(0, CONNECTIONS).mapToObj(number -> new Thread(() -> read(desk), "anonymous-" + number))
                .toList();
            callers.forEach(Thread::start);
            LongSummaryStatistics meanwhile = new LongSummaryStatistics();
            while (callers.stream().anyMatch(Thread::isAlive)) {
                meanwhile.accept(callback(desk));
                Run.pause(PAUSE);
            }
            long seconds = (System.nanoTime() - began) / 1_000_000_000;
            LongSummaryStatistics afterwards = new LongSummaryStatistics();
            IntStream.range(0, 5).forEach(number -> afterwards.accept(callback(desk)));
            System.out.printf("ANONYMOUS asked=%d met-the-login=%d seconds=%d callbacks-meanwhile-ms=%s afterwards-ms=%s heap=%dK%n",
                asked.get(), met.get(), seconds, meanwhile, afterwards, desk.liveBytes() / 1024);
            assertAll(
                () -> assertEquals(PAGES, met.get(), "answers with the login page"),
                () -> assertTrue(meanwhile.getMax() < 1_000, "meanwhile " + meanwhile),
                () -> assertTrue(afterwards.getMax() < 1_000, "afterwards " + afterwards));
        }
    }

    private void read(MortalDesk desk) {
        for (int number = asked.getAndIncrement(); number < PAGES; number = asked.getAndIncrement()) {
            try {
                var answer = desk.send(desk.request("/batches?after=" + number).header("X-Padding", SEVEN_KILOBYTES).build());
                if (answer.statusCode() == 401 && answer.body().contains("Log in") && answer.headers().firstValue("Set-Cookie").isEmpty()) {
                    met.incrementAndGet();
                }
            } catch (UncheckedIOException e) {
                Run.pause(PAUSE);   // counted as not met
            }
        }
    }

    /** A genuine one. @return milliseconds, or more than any test allows where it is not kept */
    private static long callback(MortalDesk desk) {
        byte[] body = ("{\"type\":\"mo_text\",\"id\":\"GENUINE" + System.nanoTime()
            + "\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"whole\"}").getBytes(UTF_8);
        HttpRequest.Builder request = desk.request("/api/callbacks/sms").POST(BodyPublishers.ofByteArray(body));
        new SinchSignature(MortalDesk.SECRET).headers(body, Instant.now()).forEach(request::header);
        long began = System.nanoTime();
        try {
            return desk.send(request.build()).statusCode() == 200 ? (System.nanoTime() - began) / 1_000_000 : 100_000;
        } catch (UncheckedIOException e) {
            return 100_000;
        }
    }
}
