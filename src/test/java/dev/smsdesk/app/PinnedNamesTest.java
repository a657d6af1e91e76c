package dev.smsdesk.app;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smsdesk.ClassConstants;
import dev.smsdesk.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code pinned-names.txt} is the list. A line changes only together with the documents that tell operators and scripts of it. */
@DisplayName("Names that scripts, monitoring and bookmarks rely on do not move")
class PinnedNamesTest {
    private static final String KEY = "only-for-this-test-0123456789";
    private static final String SECRET = "a-secret-of-this-test";
    private static DeskServer desk;

    @BeforeAll
    static void start() throws InterruptedException {
        desk = new DeskServer(Map.of("SMSDESK_DB_URL", "jdbc:h2:mem:" + UUID.randomUUID()
            + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1",
            "SMSDESK_API_KEY", KEY, "SMSDESK_METRICS_TOKEN", KEY, "SINCH_WEBHOOK_SECRET", SECRET,
            "SINCH_SERVICE_PLAN_ID", "plan", "SINCH_API_TOKEN", "token", "SMSDESK_PUBLIC_URL", "https://desk.example"));
        assertTrue(desk.comesTo(200, "/health/ready"));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @Test
    void settings() throws IOException {
        pinned("settings", constants("(?:SMSDESK|SINCH)_[A-Z0-9_]*[A-Z0-9]", text -> text));
    }

    @Test
    void logKeys() throws IOException {
        pinned("log", constants(".*\\b\\w+=(?:\\{}|\"\\{}\").*", text -> Pattern.compile("(\\w+)=\"?\\{}").matcher(text).results()
            .map(found -> found.group(1)).collect(joining(" "))));
    }

    @Test
    void logValuesThatAreTheNamesOfClasses() {
        pinned("outcome", Stream.of("dev.smsdesk.sinch.call.SendOutcome", "dev.smsdesk.sinch.call.StatusAnswer")
            .flatMap(PinnedNamesTest::variants));
    }

    @Test
    void problemTypes() {
        pinned("problem", Arrays.stream(ProblemType.values()).map(type -> type.urn() + " " + type.status() + " " + type.title()));
    }

    @Test
    void addressesOfPagesAndOfTheApi() {
        pinned("address", desk.paths().stream());
    }

    @Test
    void fieldsOfForms() throws IOException {
        Pattern field = Pattern.compile("<(?:input|textarea|select|button)\\b[^>]*?\\bname=[\"']([\\w-]+)[\"']");
        Set<String> fields = new TreeSet<>();
        for (Path page : files(Path.of("src/main/webapp/WEB-INF"), "\\.(jsp|tag)")) {
            field.matcher(Files.readString(page)).results().forEach(found -> fields.add(page.getFileName() + " " + found.group(1)));
        }
        pinned("field", fields.stream());
    }

    @Test
    void healthChecks() {
        pinned("health", Stream.of("/health/live", "/health/ready", "/health/callbacks").map(path -> {
            HttpResponse<String> answer = desk.get(path);
            return path + " " + answer.statusCode() + " " + answer.headers().firstValue("Content-Type").orElse("") + " "
                + answer.body().strip();
        }));
    }

    @Test
    void metricsAndTheirLabels() throws IOException {
        desk.postSigned("/api/callbacks/sms", callback("x"), SECRET);
        desk.post("/api/callbacks/sms", "{}");
        pinned("metric", desk.getAs("Bearer " + KEY, "/metrics").body().lines().filter(line -> line.startsWith("smsdesk_"))
            .map(line -> line.replaceAll("=\"[^\"]*\"", "").replaceAll(" \\S+$", "")));
    }

    @Test
    void membersOfTheApi() throws IOException {
        String created = desk.postAs("Bearer " + KEY, "/api/batches",
            "{\"from\":\"+46700000000\",\"to\":[\"+46701234567\"],\"text\":\"Hi\",\"name\":\"n\"}").body();
        String id = new ObjectMapper().readTree(created).get("id").asText();
        desk.postSigned("/api/callbacks/sms", callback("y"), SECRET);
        Map<String, String> answers = new TreeMap<>();
        answers.put("POST /api/batches", created);
        answers.put("POST /api/batches 422", desk.postAs("Bearer " + KEY, "/api/batches",
            "{\"from\":\"+46700000000\",\"to\":[\"1\"],\"text\":\"Hi\"}").body());
        answers.put("POST /api/batches?validate_only=true", desk.postAs("Bearer " + KEY, "/api/batches?validate_only=true",
            "{\"from\":\"+46700000000\",\"to\":[\"+46701234567\",\"+46701234567\"],\"text\":\"It’s\"}").body());
        answers.put("POST /api/messages", desk.postAs("Bearer " + KEY, "/api/messages",
            "{\"from\":\"+46700000000\",\"to\":\"+46701234567\",\"text\":\"Hi\"}").body());
        answers.put("GET /api/batches/{id}", desk.getAs("Bearer " + KEY, "/api/batches/" + id).body());
        answers.put("GET /api/callbacks", desk.getAs("Bearer " + KEY, "/api/callbacks").body());
        answers.put("GET /api/callbacks 401", desk.get("/api/callbacks").body());
        String upload = desk.uploadAs("Bearer " + KEY, "/api/uploads?name=n", "phone\n1\n").body();
        answers.put("POST /api/uploads", upload);
        String read = "/api/uploads/" + new ObjectMapper().readTree(upload).get("id").asText();
        assertTrue(desk.comesToSay("Bearer " + KEY, read, "READY"));
        answers.put("GET /api/uploads/{id}", desk.getAs("Bearer " + KEY, read).body());
        Set<String> members = new TreeSet<>();
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            members(answer.getKey() + " ", new ObjectMapper().readTree(answer.getValue()), members);
        }
        pinned("api", members.stream());
    }

    private static String callback(String id) {
        return "{\"type\":\"recipient_delivery_report_sms\",\"batch_id\":\"" + id
            + "\",\"recipient\":\"46701234567\",\"code\":0,\"status\":\"Delivered\"}";
    }

    private static void members(String path, JsonNode node, Set<String> members) {
        node.fields().forEachRemaining(member -> {
            members.add(path + member.getKey());
            members(path + member.getKey() + "/", member.getValue(), members);
        });
        node.elements().forEachRemaining(element -> {
            if (node.isArray()) {
                members(path + "*/", element, members);
            }
        });
    }

    private static Stream<String> variants(String type) {
        try {
            Class<?> sealed = Class.forName(type);
            return Arrays.stream(sealed.getPermittedSubclasses()).map(variant -> sealed.getSimpleName() + " " + variant.getSimpleName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> constants(String form, UnaryOperator<String> reading) throws IOException {
        Pattern wanted = Pattern.compile(form);
        Set<String> found = new TreeSet<>();
        for (Path file : files(Path.of("target/classes/dev/smsdesk"), "\\.class")) {
            ClassConstants.of(file).stream().filter(text -> wanted.matcher(text).matches()).map(reading).forEach(found::add);
        }
        return found.stream();
    }

    private static Iterable<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*" + ending)).toList();
        }
    }

    /** Compares this part of the list with what there is. */
    private static void pinned(String part, Stream<String> actual) {
        try (InputStream file = PinnedNamesTest.class.getResourceAsStream("pinned-names.txt")) {
            String expected = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> line.matches(part + "\\b.*"))
                .collect(joining("\n"));
            assertEquals(expected, actual.map(line -> (part + " " + line).strip()).distinct().sorted().collect(joining("\n")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
