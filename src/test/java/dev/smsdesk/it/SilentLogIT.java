package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.json.JSONArray;
import org.json.JSONObject;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs after the other container tests of a run, and reads what all of them made the application and its container say. */
@Order(Integer.MAX_VALUE)
@DisplayName("No log has a number, a text, a key, a secret or a signature, and no caller can write a log line")
class SilentLogIT extends ContainerTest {
    private static final String TEXT = "between the two of us";
    private static final Pattern OURS = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (DEBUG|INFO |WARN |ERROR) .*");
    private static final Pattern STACK = Pattern.compile("\\s+at .*|\\s+\\.\\.\\. \\d+ .*|(Caused by: |\\s+Suppressed: "
        + ")?[\\w.$]+(Exception|Error)(: .*)?|Wrapped by: .*");
    private static String key;

    @BeforeAll
    static void talk() throws InterruptedException {
        Desk desk = new Desk();
        Browser admin = Browser.of("admin");
        key = Jsoup.parse(admin.follow(admin.post("/keys", Map.of("name", "of SilentLogIT", "role", "SENDER"))).body())
            .selectFirst("pre.copy code").text();
        for (String to : List.of("+46701239601", "+46701990400", "+46701990101")) {
            assertEquals(202, desk.postWithKey("/api/batches", batch(to).put("text", TEXT)).statusCode());
        }
        assertEquals(422, desk.postWithKey("/api/batches", batch("+4670").put("text", TEXT)).statusCode());
        desk.postWithKey("/api/batches", batch("+46701239602").put("text", TEXT).put("name", "name\nFORGED line"));
        desk.postWithKey("/api/batches", batch("+46701239602").put("text", TEXT).put("from", "x\r\nFORGED line"));
        admin.post("/connection", Map.of("do", "pause", "reason", "reason\nFORGED line"));
        admin.post("/connection", Map.of("do", "resume"));
        admin.post("/connection", Map.of("do", "test", "family", "SMS"));
        new Browser().post("/login", Map.of("j_username", "unknown\nFORGED line", "j_password", "pw-guessed"));
        desk.send(Desk.request("/send?to=%2B46701239603").header("Origin", "https://evil.example")
            .POST(BodyPublishers.ofString("text=" + TEXT)).build());
        byte[] inbound = ("{\"type\":\"mo_text\",\"id\":\"SILENT\",\"from\":\"46701239604\",\"to\":\"46700000000\",\"body\":\"" + TEXT
            + "\\nFORGED line\"}").getBytes(UTF_8);
        assertEquals(200, SinchPost.sms(inbound).send().statusCode());
        assertEquals(401, SinchPost.sms(inbound).body((new String(inbound, UTF_8) + " ").getBytes(UTF_8)).send().statusCode());
        new KeptCallbacks().settled(inbound);
        Thread.sleep(1_000);   // what was sent is called, reported and applied meanwhile
    }

    @ParameterizedTest
    @CsvSource(delimiter = '\t', value = {
        "a full number\t(?<![0-9A-Za-z])\\+?46 ?7[0-9](?: ?[0-9]){7}(?![0-9])",
        "a text\tbetween the two of us",
        "a text of the other tests\twhole|hello|Teleported|a batch of ReportsIT",
        "a key of a page\tsmsdesk_[A-Za-z0-9_-]{20}",
        "the setting's key\tkey-of-the-container-tests",
        "the secret\tsecret-of-the-container-tests",
        "a signature\t(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=",
        "a password\tpw-(viewer|sender|admin|guessed)",
        "a body\t\"type\"|mo_text\"|recipient_delivery_report_sms\"",
    })
    void noLogTells(String what, Pattern pattern) throws IOException {
        for (Path log : logs()) {
            String text = Files.readString(log);
            Matcher found = pattern.matcher(text);
            assertFalse(found.find(), () -> log + " tells " + what + ": …"
                + text.substring(Math.max(0, found.start() - 200), Math.min(text.length(), found.end() + 20)));
        }
    }

    @Test
    void whatWasDoneIsTold() throws IOException {
        String said = Files.readString(Path.of(System.getProperty("smsdesk.it.folder"), "desk.log"));
        for (String event : List.of("smsdesk ready", "batch stored id=", "submission called id=",
                "callback refused family=sms reason=MISMATCH", "sending paused by=admin")) {
            assertTrue(said.contains(event), "says nothing of " + event);
        }
        assertFalse(said.contains(key));
    }

    @Test
    void everyLineIsOursOrAStackTraces() throws IOException {
        List<String> strange = Files.readAllLines(Path.of(System.getProperty("smsdesk.it.folder"), "desk.log")).stream()
            .filter(line -> !line.isBlank() && !OURS.matcher(line).matches() && !STACK.matcher(line).matches()).toList();
        assertEquals(List.of(), strange);
    }

    private static List<Path> logs() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("smsdesk.it.folder")))) {
            List<Path> logs = all.filter(file -> file.toString().matches(".*\\.log(\\.\\d+)?")).toList();
            assertTrue(logs.stream().anyMatch(log -> log.endsWith("desk.log")), "logs: " + logs);
            return logs;
        }
    }

    private static JSONObject batch(String to) {
        return new JSONObject().put("from", "+46700000000").put("to", new JSONArray(List.of(to)));
    }
}
