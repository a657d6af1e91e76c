package dev.smsdesk.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fast the packed application, with a heap of 256 MiB, takes, checks and stores files with recipients. */
final class Uploading implements AutoCloseable {
    static final String NAME = "uploads";
    private static final String SCHEMA = "smsdesk_bench_uploads";
    private static final String KEY = "only-for-the-benchmark-0123456789";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int BAD_EVERY = 1000;
    private static final long LOOK_MILLIS = 50;
    private final Options options;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerProcess server;
    private final String address;

    /** @param seconds that it may take at most, or 0 for any time */
    private record File(int rows, int seconds) {}

    Uploading(Options options, Database database, int port) throws IOException, InterruptedException, SQLException {
        this.options = options;
        this.address = "http://127.0.0.1:" + port + "/sms-desk/api/uploads";
        Path settings = options.work().resolve("uploads.conf");
        Files.writeString(settings, String.join("\n", "SMSDESK_DB_URL=" + database.emptySchema(SCHEMA),
            "SMSDESK_DB_USER=" + options.dbUser(), "SMSDESK_DB_PASSWORD=" + options.dbPassword(), "SINCH_WEBHOOK_SECRET=" + Sinch.SECRET,
            "SMSDESK_API_KEY=" + KEY));
        this.server = new Tomcat(options, NAME, port).withWar(options.war()).start(Map.of("SMSDESK_CONFIG", settings.toString()))
            .await("/sms-desk/health/ready");
    }

    void run(PrintStream out) throws IOException, InterruptedException {
        out.println("Uploads: " + Machine.facts());
        List<File> files = options.brief() ? List.of(new File(20_000, 0)) : List.of(new File(100_000, 30), new File(1_000_000, 0));
        for (File file : files) {
            run(file, out);
        }
    }

    private void run(File file, PrintStream out) throws IOException, InterruptedException {
        Path csv = written(file.rows());
        Cpu before = server.cpu();
        long begin = System.nanoTime();
        String id = match(send(HttpRequest.newBuilder(URI.create(address + "?name=bench")).header("Content-Type", "text/csv")
            .POST(HttpRequest.BodyPublishers.ofFile(csv)), 202), "\"id\":\"(\\w+)\"");
        double taken = seconds(begin);
        String read = look(id);
        while (read.contains("\"READING\"")) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException(file.rows() + " rows are not read after " + PATIENCE);
            }
            Thread.sleep(LOOK_MILLIS);
            read = look(id);
        }
        double all = seconds(begin);
        int bad = file.rows() / BAD_EVERY;
        if (!read.contains("\"READY\"") || Integer.parseInt(match(read, "\"rows\":(\\d+)")) != file.rows()
                || Integer.parseInt(match(read, "\"good\":(\\d+)")) != file.rows() - bad) {
            throw new IllegalStateException("Not each row is stored: " + read.substring(0, Math.min(300, read.length())));
        }
        String verdict = file.seconds() == 0 ? "" : "  to be < " + file.seconds() + " s: " + (all < file.seconds() ? "met" : "MISSED");
        out.printf("%,d rows (%,d bytes, heap 256 MiB): taken in %.1f s, checked and stored in %.1f s, CPU of the server %.1f s%s%n",
            file.rows(),
            Files.size(csv), taken, all, server.cpu().since(before).micros(1) / 1e6, verdict);
        Files.delete(csv);
    }

    /** One row in a thousand is a duplicate in another notation. */
    private Path written(int rows) throws IOException {
        Path csv = options.work().resolve("recipients.csv");
        try (var out = Files.newBufferedWriter(csv, StandardCharsets.UTF_8)) {
            out.write("phone;name;town\n");
            for (int i = 1; i <= rows; i++) {
                out.write(i % BAD_EVERY == 0 ? "0046 70" + digits(i - 1) : "+4670" + digits(i));
                out.write(";Åsa " + i + ";\"Lund, Skåne\"\n");
            }
        }
        return csv;
    }

    private static String digits(int n) {
        return String.format("%07d", 1_000_000 + n);
    }

    private String look(String id) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address + "/" + id)), 200);
    }

    private String send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.header("Authorization", "Bearer " + KEY).build(),
            HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String match(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern);
        }
        return found.group(1);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    @Override
    public void close() {
        server.close();
    }
}
