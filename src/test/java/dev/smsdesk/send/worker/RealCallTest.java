package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.sms.SmsApi;
import dev.smsdesk.wording.Sentences;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Each answer of Sinch over real HTTP gives its state, sentence and number of calls")
class RealCallTest {
    private static final Timeouts SHORT = new Timeouts(Duration.ofMillis(500), Duration.ofMillis(800), Duration.ofSeconds(1));
    private final TestDesk desk = new TestDesk();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Exchange answer = exchange -> say(exchange, 201, "{\"id\":\"01REAL\",\"created_at\":\"2026-11-24T12:00:02.500Z\"}");

    private interface Exchange {
        void with(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + exchange.getRequestHeaders()
                .getFirst("Authorization") + "\n"
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer.with(exchange);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theCallIsWhatSinchWantsAndItsAnswerIsKept() throws IOException {
        String batch = sent();
        String[] request = bodies.get(0).split("\n", 2);
        assertEquals("POST /xms/v1/plan-1/batches Bearer token", request[0]);
        assertEquals(new ObjectMapper().readTree("""
            {"to": ["+46701000000", "+46701000001"], "from": "+46700000000", "body": "Hello", "type": "mt_text", "delivery_report": \
            "per_recipient",
             "callback_url": "https://desk.example/api/callbacks/sms", "client_reference": "%s",
             "max_number_of_message_parts": 10}""".formatted(desk.submission(batch).getId())),
            new ObjectMapper().readTree(request[1]));
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of("01REAL"), desk.providerIds(batch));
        assertEquals(List.of(DeliveryState.ACCEPTED, DeliveryState.ACCEPTED), desk.states(batch));
    }

    @ParameterizedTest
    @CsvSource({
        "400, GIVEN_UP, REJECTED_BY_API", "401, WAITING, WAITING", "402, WAITING, WAITING", "403, WAITING, WAITING",
            "404, WAITING, WAITING",
        "405, WAITING, WAITING", "407, WAITING, WAITING", "413, WAITING, WAITING", "451, WAITING, WAITING", "408, UNSURE, UNSURE",
            "429, WAITING, WAITING", "503, WAITING, WAITING",
        "500, UNSURE, UNSURE", "502, UNSURE, UNSURE", "504, UNSURE, UNSURE", "302, UNSURE, UNSURE", "200, UNSURE, UNSURE",
            "201, UNSURE, UNSURE"})
    void everyStatusHasItsState(int status, SubmissionState state, DeliveryState recipients) {
        answer = exchange -> say(exchange, status, "{\"code\":\"some_code\",\"text\":\"Some text\"}");
        String batch = sent();
        assertEquals(state, desk.submission(batch).getState());
        assertEquals(List.of(recipients, recipients), desk.states(batch));
        assertEquals(1, bodies.size());
        assertEquals(status / 100 == 4 && state == SubmissionState.WAITING && status != 429, desk.gate().hold().isPresent());
    }

    @Test
    void tooManyRequestsWaitsAsLongAsItSays() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "120");
            say(exchange, 429, "");
        };
        Submission submission = desk.submission(sent());
        assertEquals(TestDesk.NOON.plusSeconds(120), submission.getNextAttemptAt());
        assertEquals("Sinch asked to come again later (HTTP 429). It is tried again automatically.",
            Sentences.ENGLISH.ofStored(submission.getOutcome()));
    }

    @Test
    void garbageIsUnsure() {
        answer = exchange -> say(exchange, 201, "<html>");
        unsure("It is not known whether Sinch has it: Answered 201 without a readable id. Look it up at Sinch before you decide to send it "
            + "again.");
    }

    @Test
    void aClosedConnectionIsUnsure() {
        answer = HttpExchange::close;
        assertTrue(unsure().startsWith("It is not known whether Sinch has it: "));
    }

    @Test
    void silenceIsUnsure() {
        answer = exchange -> {
            try {
                Thread.sleep(1500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertTrue(unsure().startsWith("It is not known whether Sinch has it: "));
    }

    @Test
    void aClosedPortIsTriedAgain() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String batch = sent(URI.create("http://127.0.0.1:" + port));
        Submission submission = desk.submission(batch);
        assertEquals(SubmissionState.WAITING, submission.getState());
        assertTrue(Sentences.ENGLISH.ofStored(submission.getOutcome()).startsWith("Sinch was not reached, nothing was sent: "),
            Sentences.ENGLISH.ofStored(submission.getOutcome()));
        assertTrue(submission.getNextAttemptAt().isAfter(TestDesk.NOON));
    }

    private void unsure(String sentence) {
        assertEquals(sentence, unsure());
    }

    private String unsure() {
        String batch = sent();
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        desk.clock.pass(Duration.ofDays(1));
        assertFalse(desk.worker().step());
        assertEquals(1, bodies.size());
        return Sentences.ENGLISH.ofStored(desk.submission(batch).getOutcome());
    }

    private String sent() {
        return sent(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private String sent(URI base) {
        String batch = desk.composed(2);
        try (SmsApi sinch = new SmsApi(base, "plan-1", "token", SHORT)) {
            assertTrue(desk.worker(sinch, (channel, id) -> { }, false).step());
        }
        return batch;
    }

    private static void say(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
