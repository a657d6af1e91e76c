package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.store.Background;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.Threads;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.h2.tools.Server;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@DisplayName("A server that is not ready answers 503 and names the fault, never the container's 404")
class NotReadyTest {
    private static final String OPTIONS = ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";
    private static final List<String> CALLBACKS = List.of("/api/callbacks/sms", "/api/callbacks/conversation");

    @Test
    void aBadSettingIsNamedOnEveryPathWithoutItsValueAndNothingElseIsThere() {
        try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", inMemory(), "SINCH_REGION", "atlantis", "SMSDESK_SANBOX", "true"))) {
            for (String path : CALLBACKS) {
                assertRetryLater(desk.post(path, "{}"));
            }
            HttpResponse<String> page = desk.get("/batches");
            assertRetryLater(page);
            assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'self'; "),
                page.headers().toString());
            assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(null));
            assertTrue(page.body().contains("SINCH_REGION must be one of us, eu, au, br, ca."), page.body());
            assertTrue(page.body().contains("There is no setting SMSDESK_SANBOX. Did you mean SMSDESK_SANDBOX?"), page.body());
            assertFalse(page.body().contains("atlantis"), page.body());
            HttpResponse<String> api = desk.get("/api/batches/01M85J3Z5W0000000000000000");
            assertRetryLater(api);
            assertTrue(api.body().contains("urn:smsdesk:problem:not-ready") && api.body().contains("SINCH_REGION"), api.body());
            assertEquals(200, desk.get("/health/live").statusCode());
            assertRetryLater(desk.get("/health/ready"));
            assertFalse(desk.get("/health/ready").body().contains("SINCH"), "without detail");
        }
    }

    @Test
    void withoutAnyDatabaseItSaysWhatToSet() {
        try (DeskServer desk = new DeskServer(Map.of())) {
            assertTrue(desk.get("/").body()
                .contains("No database: set SMSDESK_DB_URL or SMSDESK_JNDI, or bind a data source as jdbc/smsdesk."));
            assertRetryLater(desk.post("/api/callbacks/sms", "{}"));
        }
    }

    @Test
    void aDatabaseWithoutADriverIsAFaultThatDoesNotShowTheUrl() {
        try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", "jdbc:postgresql://db/secretname"))) {
            HttpResponse<String> page = desk.get("/");
            assertRetryLater(page);
            assertTrue(page.body().contains("SMSDESK_DB_URL is for no driver that is included."), page.body());
            assertFalse(page.body().contains("secretname"), page.body());
        }
    }

    @Test
    void anUnreachableDatabaseIsTriedUntilItAnswersAndItsLossIsNoticedAgain() throws Exception {
        int port = freePort();
        String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:late" + OPTIONS;
        try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", url, "SINCH_WEBHOOK_SECRET", "s"))) {
            assertTrue(desk.comesTo(503, "/health/ready"));
            assertRetryLater(desk.post("/api/callbacks/sms", "{}"));
            assertTrue(desk.get("/batches").body().contains("SMS Desk is starting.")
                || desk.get("/batches").body().contains("The database does not answer."));

            Server database = Server.createTcpServer("-tcpPort", String.valueOf(port), "-ifNotExists").start();
            assertTrue(desk.comesTo(200, "/health/ready"), "it comes up by itself once the database does");
            assertEquals(401, desk.post("/api/callbacks/sms", "{}").statusCode(), "unsigned, now that it can be judged");

            database.stop();
            assertTrue(desk.comesTo(503, "/health/ready"));
            HttpResponse<String> page = desk.get("/batches");
            assertRetryLater(page);
            assertTrue(page.body().contains("The database does not answer."), page.body());
            assertEquals(401, desk.post("/api/callbacks/sms", "{}").statusCode(), "what is not believed is refused without any database");
        }
    }

    @Test
    void aRefusedPasswordIsCalledThat() throws Exception {
        String url = inMemory();
        try (Connection owner = DriverManager.getConnection(url, "desk", "right"); DeskServer desk = new DeskServer(Map.of(
                "SMSDESK_DB_URL", url, "SMSDESK_DB_USER", "desk", "SMSDESK_DB_PASSWORD", "wrong"))) {
            assertTrue(owner.isValid(1));
            desk.comesTo(200, "/health/live");
            String fault = "The database refuses the user or the password. It is tried again until it takes them.";
            for (long end = System.nanoTime() + 10_000_000_000L; !desk.get("/").body().contains(fault) && System.nanoTime() < end; ) {
                Thread.sleep(50);
            }
            assertTrue(desk.get("/").body().contains(fault), desk.get("/").body());
            assertRetryLater(desk.post("/api/callbacks/sms", "{}"));
        }
    }

    @Test
    void aFailedMigrationIsAFaultNotAFailedDeployment() throws SQLException {
        String url = inMemory();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("create table flyway_schema_history (nonsense int)");
            try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", url))) {
                assertTrue(desk.comesTo(503, "/health/ready"));
                assertTrue(comesToSay(desk, "The tables could not be brought up to date."), desk.get("/").body());
                assertRetryLater(desk.post("/api/callbacks/sms", "{}"));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aDatabaseThatAnswersAndKeepsNothingIsNotReadyWhilePagesWork() throws Exception {
        String url = inMemory();
        try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", url, "SINCH_WEBHOOK_SECRET", "s"));
            Connection connection = DriverManager.getConnection(url)) {
            assertTrue(desk.comesTo(200, "/health/ready"));
            connection.createStatement().execute("alter table callback rename to elsewhere");
            assertRetryLater(desk.postSigned("/api/callbacks/sms", "{}", "s"));
            assertRetryLater(desk.get("/health/ready"));
            HttpResponse<String> page = desk.get("/login");
            assertEquals(200, page.statusCode(), "pages work");
            assertTrue(page.headers().firstValue("Strict-Transport-Security").isEmpty(), "SMSDESK_PUBLIC_URL is not set");
            connection.createStatement().execute("alter table elsewhere rename to callback");
            assertEquals(200, desk.postSigned("/api/callbacks/sms", "{}", "s").statusCode());
            assertEquals(200, desk.get("/health/ready").statusCode());
        }
    }

    @Test
    void aThreadThatEndedMakesItNotReadyWhilePagesWork() throws Exception {
        try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", inMemory()));
            Background background = new Background("lost", Duration.ofHours(1), () -> false)) {
            assertTrue(desk.comesTo(200, "/health/ready"));
            background.start();
            Threads.end(background);
            assertTrue(desk.comesTo(503, "/health/ready"));
            assertRetryLater(desk.get("/health/ready"));
            assertEquals("not ready\n", desk.get("/health/ready").body());
            assertEquals(200, desk.get("/health/live").statusCode());
            assertEquals(200, desk.get("/assets/smsdesk.css").statusCode(), "it is not down");
            background.close();
            assertEquals(200, desk.get("/health/ready").statusCode());
        }
    }

    /**
     * An Error, where other faults are exceptions. Without the last two, initializers of Jersey and Logback would fail before anything of
     * ours has run.
     */
    @ParameterizedTest
    @ValueSource(strings = {"HikariCP-", "org.eclipse.persistence.core-", "jackson-databind-", "micrometer-core-", "jersey-server-",
        "slf4j-api-"})
    void aLibraryThatIsMissingIsAFaultNotAFailedDeployment(String jar) {
        try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", inMemory(), "SINCH_WEBHOOK_SECRET", "s"),
            context -> WithoutLibrary.in(context, jar))) {
            assertTrue(comesToSay(desk, "a library is missing or does not fit this server. Deploy the WAR again"), desk.get("/").body());
            assertRetryLater(desk.get("/"));
            HttpResponse<String> callback = desk.postSigned("/api/callbacks/sms", "{}", "s");
            assertRetryLater(callback);
            assertEquals("application/problem+json;charset=UTF-8", callback.headers().firstValue("Content-Type").orElse(""));
            assertTrue(callback.body().contains("\"urn:smsdesk:problem:not-ready\""), callback.body());
            assertRetryLater(desk.get("/health/ready"));
            assertEquals(200, desk.get("/health/live").statusCode());
        }
    }

    @Test
    void aStartThatMeetsAFaultHalfwayComesUpOnceThatIsGone() throws Exception {
        String url = inMemory();
        Map<String, String> settings = Map.of("SMSDESK_DB_URL", url, "SMSDESK_SANDBOX", "true", "SMSDESK_SELF_URL", "http://127.0.0.1:1",
            "SINCH_WEBHOOK_SECRET", "s");
        try (Connection connection = DriverManager.getConnection(url)) {
            try (DeskServer desk = new DeskServer(settings)) {
                assertTrue(desk.comesTo(200, "/health/ready"));
            }
            connection.createStatement().execute("alter table submission rename to elsewhere");
            try (DeskServer desk = new DeskServer(settings)) {
                Thread.sleep(2_000);
                connection.createStatement().execute("alter table elsewhere rename to submission");
                assertTrue(desk.comesTo(200, "/health/ready"));
                assertEquals(200, desk.postSigned("/api/callbacks/sms", "{}", "s").statusCode());
            }
        }
    }

    @Test
    void withoutASecretCallbacksAreNeitherBelievedNorRefusedForGood() throws InterruptedException {
        try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", inMemory(), "SMSDESK_SMS_WEBHOOK_SECRET", "only-sms",
            "SINCH_WEBHOOK_SECRET", ""))) {
            assertTrue(desk.comesTo(200, "/health/ready"));
            assertEquals(401, desk.post("/api/callbacks/sms", "{}").statusCode());
            HttpResponse<String> answer = desk.post("/api/callbacks/conversation", "{}");
            assertRetryLater(answer);
            assertTrue(answer.body().contains("urn:smsdesk:problem:callbacks-off"), answer.body());
        }
    }

    private static boolean comesToSay(DeskServer desk, String sentence) {
        return Concurrently.eventually(() -> desk.get("/").body().contains(sentence));
    }

    private static void assertRetryLater(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer.uri().getPath());
        assertTrue(answer.headers().firstValue("Retry-After").orElse("").matches("[0-9]+"), answer.uri().getPath()
            + " says when to come again");
        assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty(), "no session begins");
    }

    private static String inMemory() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + OPTIONS;
    }

    private static int freePort() throws java.io.IOException {
        try (java.net.ServerSocket probe = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
