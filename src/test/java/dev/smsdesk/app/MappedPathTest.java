package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A request is treated by the path that the container maps, in every spelling of its URI")
class MappedPathTest {
    private static final String SECRET = "a-secret-of-the-callbacks-path";
    private static DeskServer desk;

    @BeforeAll
    static void start() throws InterruptedException {
        desk = new DeskServer(Map.of("SMSDESK_DB_URL", "jdbc:h2:mem:mapped;MODE=MySQL;DATABASE_TO_LOWER=TRUE", "SMSDESK_DB_USER", "sa",
            "SINCH_WEBHOOK_SECRET", SECRET,
            "SMSDESK_API_KEY", "key-of-the-mapped-path-test-0123456789", "SMSDESK_PUBLIC_URL", "http://desk.example/sms-desk"));
        assertTrue(desk.comesTo(200, "/health/ready"));
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource({"/api/callbacks/..;/..;/metrics, 404", "/api/callbacks/..;a=b/..;/inbound, 401",
        "/api/callbacks/%2e%2e/%2e%2e/inbound, 401",
        "/api/callbacks/../../send, 401", "/webjars/..;/send, 401", "/assets/..;/inbound, 401", "//metrics, 404",
        "/api/callbacks/;/../../keys, 401"})
    void aPageBehindAnotherPathsBeginningHasThePagesHeaders(String path, int status) throws IOException {
        String answer = desk.exchange("GET " + DeskServer.CONTEXT + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertEquals("HTTP/1.1 " + status, answer.substring(0, 12), answer);
        assertTrue(answer.contains("Content-Security-Policy: default-src 'self'"), answer);
        assertTrue(answer.contains("Cache-Control: no-store"), answer);
        assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
        assertFalse(answer.contains("Strict-Transport-Security"), "SMSDESK_PUBLIC_URL is http: " + answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live;x=1", "//health/live", "/health/./live", "/api/..;/health/live", "/health/%6cive"})
    void healthIsAnsweredByTheSameRule(String path) throws IOException {
        String answer = desk.exchange("GET " + DeskServer.CONTEXT + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 200") && answer.endsWith("\r\n\r\nok\n"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sms-desk//api/callbacks/sms", "//sms-desk/api/callbacks/sms", "/sms-desk/api//callbacks/sms",
        "/sms-desk/api/callbacks//sms",
        "/sms-desk///api///callbacks//sms//", "/sms-desk/api/callbacks/sms/", "/sms-desk//api/callbacks/sms?a=b",
        "/sms-desk/api/callbacks/./sms", "/sms-desk/%61pi/callbacks/sms"})
    void aCallbacksPathWithDoubledSlashesTakesCallbacks(String path) throws IOException {
        String body = "{\"type\":\"mo_text\",\"path\":\"" + path + "\"}";
        String now = String.valueOf(Instant.now().getEpochSecond());
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n";
        String signature = Signature.HEADER + ": " + Signature.sign(Secret.of("test", SECRET), body.getBytes(), "nonce", now) + "\r\n"
            + Signature.ALGORITHM_HEADER + ": "
            + Signature.ALGORITHM + "\r\n" + Signature.NONCE_HEADER + ": nonce\r\n" + Signature.TIMESTAMP_HEADER + ": " + now + "\r\n";
        assertEquals("HTTP/1.1 200", desk.exchange(head + signature + "\r\n" + body).substring(0, 12));
        String refused = desk.exchange(head + "\r\n" + body);
        assertTrue(refused.startsWith("HTTP/1.1 401") && refused.contains("signature-refused"), refused);
    }
}
