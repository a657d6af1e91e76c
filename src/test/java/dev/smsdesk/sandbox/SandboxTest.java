package dev.smsdesk.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.callback.Callback.Inbound;
import dev.smsdesk.sinch.callback.Callback.Line;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.sinch.signature.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sandbox posts signed callbacks over real HTTP, and again as Sinch would")
class SandboxTest {
    private final HeapStore memory = new HeapStore();
    private Receiver receiver;
    private Sandbox sandbox;

    @AfterEach
    void close() {
        sandbox.close();
        receiver.close();
    }

    @Test
    void aMessageGoesItsWayWithinFiveSeconds() throws Exception {
        open(1, n -> 200);
        long before = System.nanoTime() / 1_000_000;
        StoredBatch batch = sandbox.take(request("46701234567"));
        for (String status : List.of("Queued", "Dispatched", "Delivered")) {
            Receiver.Arrival arrival = receiver.next();
            assertEquals(Verdict.GENUINE, arrival.verdict());
            assertEquals("/desk/api/callbacks/sms", arrival.path());
            Reports reports = assertInstanceOf(Reports.class, arrival.callback());
            assertEquals(List.of(batch.id(), "R1", status), List.of(reports.providerId(), reports.reference(), reports.lines().get(0).status()));
            assertTrue(arrival.atMillis() - before < 5000);
        }
        assertForgotten();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 302, 307, -1})
    void anAnswerThatIsNoneIsTriedAgainWithTheSameBodyAndANewSignature(int status) throws Exception {
        open(0.001, n -> n < 3 ? status : 200);
        sandbox.inbound(Channel.SMS, "+46701234567", "12345", "hej");
        Receiver.Arrival first = receiver.next();
        Receiver.Arrival second = receiver.next();
        assertEquals(first.body(), second.body());
        assertNotEquals(first.nonce(), second.nonce());
        Receiver.Arrival third = receiver.next();
        Receiver.Arrival fourth = receiver.next();
        assertTrue(fourth.atMillis() - third.atMillis() >= 20 - 1, "5, 10 and 20 s, a thousand times faster");
        assertEquals(List.of("/desk/api/callbacks/sms"), List.of(first, second, third, fourth).stream().map(Receiver.Arrival::path).distinct().toList(), "no redirect followed");
        assertNull(receiver.nextWithin(Duration.ofMillis(100)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413})
    void another4xxIsFinal(int status) throws Exception {
        open(0.001, n -> status);
        sandbox.take(request("46701234567"));
        for (int i = 0; i < 3; i++) {
            receiver.next();
        }
        assertNull(receiver.nextWithin(Duration.ofMillis(100)));
        assertForgotten();
    }

    @Test
    void afterFifteenRetriesItGivesUp() throws Exception {
        open(0.000_001, n -> 503);
        sandbox.inbound(Channel.SMS, "+46701234567", "12345", "hej");
        for (int i = 0; i < 16; i++) {
            receiver.next();
        }
        assertNull(receiver.nextWithin(Duration.ofMillis(200)));
        assertEquals(0, sandbox.waiting());
    }

    @Test
    void whatWasNotThroughIsPostedAgainAfterARestartWithTheSameBytes() throws Exception {
        open(0.01, n -> n < 3 ? 503 : 200);
        StoredBatch batch = sandbox.take(request("46701234567"));
        List<String> before = List.of(receiver.next().body(), receiver.next().body(), receiver.next().body());
        sandbox.close();
        assertEquals(List.of(batch.id()), memory.unfinished());
        assertEquals(batch.toJson(), memory.json(batch.id()));
        sandbox = sandbox(0.01);
        sandbox.start();
        List<String> after = List.of(receiver.next().body(), receiver.next().body(), receiver.next().body());
        assertEquals(before.stream().sorted().toList(), after.stream().sorted().toList());
        assertForgotten();
    }

    @Test
    void somethingUnreadableInTheMemoryIsForgotten() throws Exception {
        open(1, n -> 200);
        memory.keep("B1", "{\"id\":\"B1\"}");
        memory.keep("B2", "garbage");
        sandbox.start();
        assertEquals(List.of(), memory.unfinished());
    }

    @Test
    void anyNumberOfCallbacksWaitInTheMemoryAndNoneIsLostAlsoOverARestart() throws Exception {
        receiver = new Receiver(n -> 503);
        sandbox = new Sandbox(settings(1), Clock.systemUTC(), memory, 3);
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 70_000; i++) {
            taken.add(sandbox.take(request("46701234567")).id());
        }
        assertEquals("3 69999", sandbox.waiting() + " " + sandbox.waitingBatches(), "210 000 callbacks, and no 429");
        sandbox.close();
        taken.subList(5, taken.size()).forEach(memory::finished);   // the others would be five minutes of the test
        receiver.close();
        receiver = new Receiver(n -> 200);
        sandbox = new Sandbox(settings(0.01), Clock.systemUTC(), memory, 3);
        sandbox.start();
        Set<String> told = new HashSet<>();
        for (int i = 0; i < 15; i++) {
            told.add(assertInstanceOf(Reports.class, receiver.next().callback()).providerId());
        }
        assertEquals(Set.copyOf(taken.subList(0, 5)), told);
        assertForgotten();
    }

    @Test
    void aBatchThatCannotBeKeptIsNotTaken() throws Exception {
        receiver = new Receiver(n -> 200);
        SandboxStore broken = new HeapStore() {
            @Override
            public void keep(String batchId, String json) {
                throw new IllegalStateException("no database");
            }
        };
        sandbox = new Sandbox(settings(0.01), Clock.systemUTC(), broken);
        assertThrows(IllegalStateException.class, () -> sandbox.take(request("46701234567")));
        assertNull(receiver.nextWithin(Duration.ofMillis(200)));
    }

    @Test
    void anInboundTextInEitherChannel() throws Exception {
        open(1, n -> 200);
        sandbox.inbound(Channel.SMS, "+46 70 123 45 67", "12345", "Hej 🚣 <b>");
        Receiver.Arrival sms = receiver.next();
        assertEquals(List.of(Verdict.GENUINE, "/desk/api/callbacks/sms"), List.of(sms.verdict(), sms.path()));
        Inbound text = assertInstanceOf(Inbound.class, sms.callback());
        assertEquals(List.of("46701234567", "12345", "Hej 🚣 <b>"), List.of(text.from(), text.to(), text.text()));
        sandbox.inbound(Channel.CONVERSATION, "+46701234567", "+46700000000", "STOP");
        Receiver.Arrival conversation = receiver.next();
        assertEquals(List.of(Verdict.GENUINE, "/desk/api/callbacks/conversation"), List.of(conversation.verdict(), conversation.path()));
        Inbound message = assertInstanceOf(Inbound.class, conversation.callback());
        assertEquals(List.of("46701234567", "46700000000", "STOP"), List.of(message.from(), message.to(), message.text()));
    }

    @Test
    void aConversationReport() throws Exception {
        open(1, n -> 200);
        sandbox.conversationReport("M1", "+46701234567", "FAILED", "OURS");
        Receiver.Arrival arrival = receiver.next();
        assertEquals(List.of(Verdict.GENUINE, "/desk/api/callbacks/conversation"), List.of(arrival.verdict(), arrival.path()));
        Reports reports = assertInstanceOf(Reports.class, arrival.callback());
        Line line = reports.lines().get(0);
        assertEquals(List.of("M1", "OURS", "46701234567", "FAILED", "RECIPIENT_NOT_REACHABLE: The sandbox was asked to fail"),
                List.of(reports.providerId(), reports.reference(), line.recipient(), line.status(), line.reason()));
    }

    @Test
    void aThousandRecipientsGetThroughQuicklyOverFewConnections() throws Exception {
        open(0.01, n -> 200);
        long before = System.nanoTime();
        sandbox.take(request(IntStream.range(0, 1000).mapToObj(i -> "4670" + (1_000_000 + i)).toArray(String[]::new)));
        for (int i = 0; i < 3000; i++) {
            assertEquals(Verdict.GENUINE, receiver.next().verdict());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(took.toSeconds() < 10, "3000 callbacks took " + took);
        assertTrue(receiver.connections() <= 48, receiver.connections() + " connections");
        assertForgotten();
    }

    private void open(double timeScale, IntUnaryOperator statusOfNth) throws IOException {
        receiver = new Receiver(statusOfNth);
        sandbox = sandbox(timeScale);
    }

    private Sandbox sandbox(double timeScale) {
        return new Sandbox(settings(timeScale), Clock.systemUTC(), memory);
    }

    private SandboxSettings settings(double timeScale) {
        return new SandboxSettings(receiver.self(), Receiver::secret, "token", "sandbox", timeScale);
    }

    private void assertForgotten() throws InterruptedException {
        for (int i = 0; i < 100 && !memory.unfinished().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertEquals(List.of(), memory.unfinished());
        assertEquals(0, sandbox.waiting());
    }

    static RequestedBatch request(String... to) {
        return new RequestedBatch(List.of(to), "46700000000", "Hej", "per_recipient", URI.create("https://desk.example/behind/a/proxy/api/callbacks/sms"), "R1");
    }
}
