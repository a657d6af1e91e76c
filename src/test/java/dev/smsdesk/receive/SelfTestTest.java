package dev.smsdesk.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.smsdesk.message.Family;
import dev.smsdesk.sinch.Secret;
import dev.smsdesk.sinch.SignatureCheck;
import dev.smsdesk.sinch.Verdict;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.trust.SecretRing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The self-test posts as Sinch does, and says in one sentence what came of it")
class SelfTestTest {
    private static final Secret SECRET = Secret.of("sms", "a secret");
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final SecretRing secrets = new SecretRing(clock);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | true  | It arrived, the signature held, and it is kept. Sinch can reach",
        "401 | false | It arrived, but the signature no longer held (401).",
        "404 | false | Something answered 404. SMSDESK_PUBLIC_URL must end with the path",
        "503 | false | It arrived, but could not be kept (503).",
        "302 | false | Something on the way answered 302 at",
        "500 | false | Something on the way answered 500 at",
    })
    void everyAnswerHasItsSentence(int status, boolean arrived, String sentence) throws IOException {
        SelfTest.Result result = against(status).run(Family.SMS);
        assertEquals(arrived, result.arrived());
        assertTrue(result.sentence().startsWith(sentence), result.sentence());
        assertEquals(List.of("POST /sms-desk/api/callbacks/sms GENUINE"), asked, "one call, no redirect followed");
    }

    @Test
    void withoutAPublicAddressThereIsNothingToTest() {
        secrets.set(Family.SMS, List.of(SECRET));
        assertSays("SMSDESK_PUBLIC_URL is not set", new SelfTest(null, secrets, new Ids(clock), clock));
    }

    @Test
    void withoutASecretNothingCanBeSigned() {
        assertSays("No secret is set for this path", new SelfTest(URI.create("http://127.0.0.1:1/sms-desk"), secrets, new Ids(clock), clock));
    }

    @Test
    void whereNobodyListensTheKindOfFaultIsSaid() throws IOException {
        SelfTest test = against(200);
        server.stop(0);
        assertSays("Nothing answered at http://127.0.0.1:", test);
    }

    @Test
    void whatWePostedIsKnownAgain() {
        assertTrue(SelfTest.wrote(Bodies.utf8("{\"type\":\"smsdesk_self_test\",\"id\":\"01\"}")));
        assertFalse(SelfTest.wrote(Bodies.utf8("{\"type\":\"smsdesk_self_test\"")));
        assertFalse(SelfTest.wrote(Bodies.utf8(" {\"type\":\"smsdesk_self_test\"}")));
    }

    private void assertSays(String sentence, SelfTest test) {
        SelfTest.Result result = test.run(Family.SMS);
        assertFalse(result.arrived());
        assertTrue(result.sentence().startsWith(sentence), result.sentence());
        assertEquals(List.of(), asked);
    }

    /** A server that notes who asked, and whether the signature holds, and answers this. */
    private SelfTest against(int status) throws IOException {
        secrets.set(Family.SMS, List.of(SECRET, Secret.of("older", "an older secret")));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            byte[] body = call.getRequestBody().readAllBytes();
            Verdict verdict = new SignatureCheck(Duration.ofHours(1), Duration.ofMinutes(1), clock).check(call.getRequestHeaders(), body, List.of(SECRET)).verdict();
            asked.add(call.getRequestMethod() + " " + call.getRequestURI() + " " + verdict);
            call.getResponseHeaders().add("Location", "/elsewhere");
            call.sendResponseHeaders(status, -1);
            call.close();
        });
        server.start();
        return new SelfTest(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sms-desk"), secrets, new Ids(clock), clock);
    }
}
