package dev.smsdesk.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How large H2's file is after a batch in the sandbox, while the desk runs and after it has stopped. */
record H2Growth(int recipients, long openBytes, long closedBytes) {
    private static final int RECIPIENTS = 10_000;
    private static final int MOST_TIMES = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String KEY = "only-for-the-benchmark";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static H2Growth measure(Options options, int port) throws IOException, InterruptedException {
        Path data = options.work().resolve("h2");
        Files.createDirectories(data);
        Path file = data.resolve("desk.mv.db");
        Files.deleteIfExists(file);
        String home = "http://127.0.0.1:" + port + "/sms-desk";
        Path settings = options.work().resolve("h2.conf");
        Files.writeString(settings, String.join("\n", "SMSDESK_DB_URL=jdbc:h2:file:" + data.resolve("desk")
            + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "SMSDESK_SANDBOX=true", "SMSDESK_SELF_URL=" + home,
            "SMSDESK_API_KEY=" + KEY));
        ServerProcess server = new Tomcat(options, "h2-desk", port).withWar(options.war())
            .start(Map.of("SMSDESK_CONFIG", settings.toString()));
        try (server) {
            server.await("/sms-desk/health/ready");
            awaitDelivery(home);
            return new H2Growth(RECIPIENTS, Files.size(file), closed(server, file));
        }
    }

    private static long closed(ServerProcess server, Path file) throws IOException {
        server.close();
        return Files.size(file);
    }

    private static void awaitDelivery(String home) throws IOException, InterruptedException {
        String to = IntStream.range(0, RECIPIENTS).mapToObj(i -> "\"+46701" + (200_000 + i) + "\"").collect(Collectors.joining(","));
        HttpResponse<String> taken = HTTP.send(request(home + "/api/batches").header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"from\":\"+46700000000\",\"text\":\"Hello\",\"to\":[" + to + "]}")).build(),
            HttpResponse.BodyHandlers.ofString());
        if (taken.statusCode() != 202) {
            throw new IllegalStateException("The batch is not taken: " + taken.body());
        }
        URI batch = URI.create(home).resolve(taken.headers().firstValue("Location").orElseThrow());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isFinal(HTTP.send(request(batch.toString()).build(), HttpResponse.BodyHandlers.ofString()).body())) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The batch is not delivered after " + PATIENCE);
            }
            Thread.sleep(1_000);
        }
    }

    /** Some numbers end in digits that make the sandbox refuse them. */
    private static boolean isFinal(String answer) {
        String counts = answer.replaceAll("(?s).*\"counts\":\\{([^}]*)}.*", "$1");
        return !counts.matches("(?s).*(WAITING|ACCEPTED|QUEUED|DISPATCHED).*");
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + KEY);
    }

    String verdict() {
        return String.format("H2's file after a sandbox batch of %d: %.1f MiB, %.1f MiB after a stop, to be <= %d times as large: %s",
            recipients, openBytes / 1048576.0, closedBytes / 1048576.0, MOST_TIMES, openBytes <= MOST_TIMES * closedBytes
            ? "met" : "MISSED");
    }
}
