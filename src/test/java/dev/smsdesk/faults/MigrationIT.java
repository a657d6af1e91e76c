package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.it.SinchSignature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FaultTest
@DisplayName("During a change of large tables callbacks are answered 503; after a kill the change continues where it stopped")
class MigrationIT {
    private static final int DOUBLINGS = Run.length(15, 20);
    private static final int ROWS = 1 << DOUBLINGS;
    private static final Duration LONGEST = Run.length(Duration.ofMinutes(2), Duration.ofMinutes(20));
    private static final String CHANGE = "V2__for_this_test";
    private static final byte[] BODY =
        ("{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"unknown\",\"recipient\":\"46700000001\",\"status\":\"Delivered\","
            + "\"code\":0}").getBytes(StandardCharsets.UTF_8);
    private static final String INSERT = "insert into callback (id, channel, sha256, body, nonce, signed_at, secret_name, received_at, "
        + "last_seen_at, seen, state, attempts) ";
    private static final SinchSignature SIGNATURE = new SinchSignature(MortalDesk.SECRET);
    private final Set<Integer> answers = new TreeSet<>();

    @Test
    void killedInTheMiddle(@TempDir Path folder) throws InterruptedException {
        try (MortalDatabase database = MortalDatabase.start("mariadb"); MortalDesk desk = new MortalDesk(folder, database.settings())) {
            desk.start();
            desk.kill();
            fill(database);
            desk.deploy(withTheChange(folder), "sms-desk.war");
            desk.launch();
            assertTrue(Run.comesTrue(LONGEST, () -> isInTheMiddle(database)), "does not begin");
            desk.kill();
            assertEquals("0", database.sql("select count(*) from flyway_schema_history where version = '2' and success"),
                "it was over before it was killed");
            long began = System.nanoTime();
            // holds up the rest of the change, however fast this machine is
            Process reader = ((ServerProcess) database).session("start transaction; select id from callback limit 1; do sleep(1000)");
            assertTrue(Run.comesTrue(LONGEST, () -> !sleepers(database).isEmpty()), "the table is not read");
            desk.launch();
            assertTrue(Run.comesTrue(LONGEST, () -> post(desk) == 503), "not changing: " + answers);
            database.sql("kill " + sleepers(database));
            reader.waitFor();
            assertTrue(Run.comesTrue(LONGEST, () -> post(desk) == 200), "not ready: " + answers);
            System.out.printf("MIGRATION rows=%d, killed in the change, ready again after %d ms, answers=%s%n", ROWS,
                (System.nanoTime() - began) / 1_000_000, answers);
            assertEquals(Set.of(200, 503), answers);
            assertEquals(String.valueOf(ROWS + 1), database.sql("select count(*) from callback"));
            assertEquals(String.valueOf(ROWS), database.sql("select count(*) from test_gist where nonce like 'n%'"));
        }
    }

    private static String sleepers(MortalDatabase database) {
        return database.sql("select id from information_schema.processlist where info like 'do sleep%'");
    }

    /** The WAR with one more change, as the next version would bring it. */
    private static Path withTheChange(Path folder) {
        try {
            Path war = Files.copy(MortalDesk.WAR, folder.resolve("next.war"));
            try (FileSystem inside = FileSystems.newFileSystem(war); InputStream change = MigrationIT.class.getResourceAsStream(
                    "/db/changes/" + CHANGE + ".sql")) {
                Path changes = inside.getPath("WEB-INF", "classes", "db", "changes");
                Files.copy(change, changes.resolve(CHANGE + ".sql"));
                Files.writeString(changes.resolve("changes.txt"), CHANGE + "\n", StandardOpenOption.APPEND);
            }
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As if it had received a lot. */
    private static void fill(MortalDatabase database) {
        database.sql(INSERT + "values (lpad(0, 26, '0'), 'SMS', unhex(sha2('0', 256)), repeat('x', 340), 'n0', now(), 'current', now(), "
            + "now(), 1, 'APPLIED', 1)");
        for (int rows = 1; rows < ROWS; rows *= 2) {
            database.sql(INSERT
                + "select lpad(id + " + rows + ", 26, '0'), channel, unhex(sha2(id + " + rows + ", 256)), body, concat('n', id + " + rows
                + "), signed_at, secret_name, received_at, last_seen_at, seen, state, attempts from callback");
        }
    }

    private static boolean isInTheMiddle(MortalDatabase database) {
        return database.sql("select count(*) from information_schema.tables where table_name = 'change_step'").equals("1")
            && database.sql("select count(*) from change_step where version = '2' and done > 0").equals("1");
    }

    /** @return 0 without an answer */
    private int post(MortalDesk desk) {
        HttpRequest.Builder request = desk.request("/api/callbacks/sms").header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(BODY));
        SIGNATURE.headers(BODY, Instant.now()).forEach(request::header);
        try {
            HttpResponse<String> answer = desk.send(request.build());
            answers.add(answer.statusCode());
            assertEquals(answer.statusCode() == 503, answer.headers().firstValue("Retry-After").isPresent());
            return answer.statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }
}
