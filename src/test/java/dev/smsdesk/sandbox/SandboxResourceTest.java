package dev.smsdesk.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.sms.SmsApi;
import dev.smsdesk.store.MutableClock;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Our sender cannot tell the sandbox from Sinch")
class SandboxResourceTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));   // of the rate
    private final HeapStore memory = new HeapStore();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private Sandbox sandbox;
    private SandboxResource resource;
    private SmsApi api;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI self = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        SandboxSettings settings = new SandboxSettings(self, Receiver::secret, "token", "plan", 1);
        sandbox = new Sandbox(settings, Clock.systemUTC(), memory);
        resource = new SandboxResource(sandbox, settings, clock);
        server.setExecutor(threads);
        server.createContext("/api/sandbox/xms/v1/", this::serve);
        server.start();
        api = new SmsApi(URI.create(self + "/api/sandbox"), "plan", "token", new Timeouts(Duration.ofSeconds(1), Duration.ofMillis(800), Duration.ofSeconds(10)));
    }

    @AfterEach
    void close() {
        api.close();
        sandbox.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aBatchIsTakenAndKeptBeforeTheAnswer() {
        Accepted accepted = assertInstanceOf(Accepted.class, send("R1", "+46701234567", "+46701230402"));
        assertEquals(26, accepted.providerId().length());
        assertTrue(memory.json(accepted.providerId()).contains("\"to\":[\"46701234567\",\"46701230402\"]"));
        assertEquals(6, sandbox.waiting());
    }

    @Test
    void theCallsOwnMagic() {
        assertEquals(new Refused(400, "syntax_invalid_parameter_format", "Invalid MSISDN"), send("R1", "+46701234567", "+46701990400"));
        assertEquals(new Refused(403, "illegal_number_type", "Illegal number type"), send("R1", "+46701990403"));
        assertEquals(new AccountRefused(403, "blocked_account", "The account is blocked"), send("R414", "+46701990414"));
        assertEquals(new Unauthorised(""), send("R1", "+46701990401"));
        assertEquals(new Unsure("Answered 500."), send("R1", "+46701990500"));
        assertEquals(new Unsure("Answered 302."), send("R1", "+46701990302"));
        assertEquals(new Unsure("Answered 201 without a readable id."), send("R1", "+46701990201"));
        assertEquals(new Unsure("Answered 201 without a readable id."), send("R1", "+46701990202"));
        assertEquals(0, sandbox.waiting(), "nothing was taken");
    }

    @Test
    void onlyTheFirstCallIsPutOff() {
        assertInstanceOf(AccountRefused.class, send("R6", "+46701990414"));
        assertInstanceOf(Accepted.class, send("R6", "+46701990414"));
        assertEquals(new Later(429, Duration.ofSeconds(2)), send("R1", "+46701990429"));
        assertInstanceOf(Accepted.class, send("R1", "+46701990429"));
        assertEquals(new Later(429, Duration.ofSeconds(2)), send("R2", "+46701990429"), "another batch is put off again");
        assertEquals(new Later(429, null), send("R3", "+46701990430"));
        assertEquals(new Unauthorised(""), send("R5", "+46701990401"));
        assertInstanceOf(Accepted.class, send("R5", "+46701990401"), "else it stops sending again after each Resume, and nothing behind it ever goes out");
        assertEquals(new Later(503, null), send("R4", "+46701990503"));
        assertInstanceOf(Accepted.class, send("R4", "+46701990503"));
    }

    @Test
    void noAnswerEndsWhenTheSandboxCloses() throws Exception {
        Unsure unsure = assertInstanceOf(Unsure.class, send("R1", "+46701990000"));
        assertTrue(unsure.why().startsWith("HttpTimeoutException"), unsure.why());
        sandbox.close();
        long before = System.nanoTime();
        assertEquals(500, direct("plan", "Bearer token", "application/json", RequestedBatchTest.GOOD.replace("46701234567", "46701990000")).getStatus());
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 300);
    }

    @Test
    void whoMayNotIsNotHeardOut() throws Exception {
        for (String authorization : new String[] {null, "", "Bearer", "Bearer nonsense", "token", "bearer token"}) {
            Response refused = direct("plan", authorization, "text/xml", "garbage");
            assertEquals(401, refused.getStatus());
            assertNull(refused.getEntity());
        }
        assertEquals(401, direct("other", "Bearer token", "application/json", RequestedBatchTest.GOOD).getStatus());
    }

    @Test
    void beyondItsRateItSaysSoAndOurSenderWaits() throws Exception {
        callInVain(SandboxResource.BURST);
        Response refused = direct("plan", "Bearer token", "application/json", RequestedBatchTest.GOOD);
        assertEquals("429 1", refused.getStatus() + " " + refused.getHeaderString("Retry-After"));
        assertEquals("{\"code\":\"too_many_requests\",\"text\":\"There are too many outstanding requests for user or path\"}", refused.getEntity());
        assertEquals(401, direct("plan", "Bearer nonsense", "application/json", "{").getStatus(), "without the token nobody hears of the rate");
        assertEquals(new Later(429, Duration.ofSeconds(1)), send("R1", "+46701234567"));
        assertEquals(0, sandbox.waiting(), "nothing was taken");
        clock.pass(Duration.ofSeconds(1));
        assertInstanceOf(Accepted.class, send("R1", "+46701234567"));
        callInVain(199);
        assertEquals(new Later(429, Duration.ofSeconds(1)), send("R1", "+46701234567"));
    }

    @Test
    void onlyJsonOfAMebibyteAtMost() throws Exception {
        assertEquals(415, direct("plan", "Bearer token", null, RequestedBatchTest.GOOD).getStatus());
        assertEquals(415, direct("plan", "Bearer token", "text/plain", RequestedBatchTest.GOOD).getStatus());
        assertEquals(413, direct("plan", "Bearer token", "application/json", " ".repeat((1 << 20) + 1)).getStatus());
        Response refused = direct("plan", "Bearer token", "application/json; charset=utf-8", "{");
        assertEquals(400, refused.getStatus());
        assertTrue(refused.getEntity().toString().startsWith("{\"code\":\"syntax_invalid_json\",\"text\":\""), refused.getEntity().toString());
    }

    private SendOutcome send(String reference, String... to) {
        return api.send(new OutgoingMessage(List.of(to), "+46700000000", "Hej", URI.create("https://desk.example/api/callbacks/sms"), reference));
    }

    private void callInVain(int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            assertEquals(400, direct("plan", "Bearer token", "application/json", "{").getStatus());
        }
    }

    private Response direct(String plan, String authorization, String contentType, String body) throws IOException, InterruptedException {
        return resource.send(plan, authorization, contentType, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** What Jersey does in the application. */
    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String plan = exchange.getRequestURI().getPath().replaceAll(".*/v1/(.*)/batches", "$1");
            Response answer = resource.send(plan, exchange.getRequestHeaders().getFirst("Authorization"), exchange.getRequestHeaders().getFirst("Content-Type"), exchange.getRequestBody());
            answer.getStringHeaders().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
            byte[] body = answer.hasEntity() ? answer.getEntity().toString().getBytes(StandardCharsets.UTF_8) : new byte[0];
            exchange.sendResponseHeaders(answer.getStatus(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
