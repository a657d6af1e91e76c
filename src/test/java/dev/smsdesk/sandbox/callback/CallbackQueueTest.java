package dev.smsdesk.sandbox.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.sandbox.HeapStore;
import dev.smsdesk.sandbox.Receiver;
import dev.smsdesk.sandbox.SandboxStore.Entry;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sinch.signature.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signed callbacks are posted over real HTTP and retried as Sinch does; a restart loses none")
class CallbackQueueTest {
    private static final Duration SHORT = Duration.ofMillis(150);
    private QueueFixture queue;

    @AfterEach
    void close() {
        queue.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 302, 307, -1})
    void anAnswerThatIsNoneIsTriedAgainWithTheSameBodyAndANewSignature(int status) throws Exception {
        queue = new QueueFixture(0.001, n -> n < 3 ? status : 200);
        queue.post("{\"type\":\"mo_text\",\"id\":\"I1\",\"from\":\"46701234567\",\"to\":\"12345\",\"body\":\"hej\"}");
        List<Receiver.Arrival> four = List.of(queue.receiver.next(), queue.receiver.next(), queue.receiver.next(), queue.receiver.next());
        assertEquals(1, four.stream().map(Receiver.Arrival::body).distinct().count());
        assertEquals(Set.of(Verdict.GENUINE), Set.copyOf(four.stream().map(Receiver.Arrival::verdict).toList()));
        assertNotEquals(four.get(0).nonce(), four.get(1).nonce());
        assertTrue(four.get(3).atMillis() - four.get(2).atMillis() >= 20 - 1, "5, 10 and 20 s, a thousand times faster");
        assertEquals(Set.of("/desk/api/callbacks/sms"), Set.copyOf(four.stream().map(Receiver.Arrival::path).toList()),
            "no redirect followed");
        assertTrue(queue.isSilent(SHORT));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413})
    void another4xxIsFinal(int status) throws Exception {
        queue = new QueueFixture(0.001, n -> status);
        queue.accept("B1");
        queue.next(3);
        assertTrue(queue.isSilent(SHORT));
        assertTrue(queue.isThrough());
    }

    @Test
    void afterFifteenRetriesItGivesUp() throws Exception {
        queue = new QueueFixture(0.000_001, n -> 503);
        queue.post("{}");
        queue.next(16);
        assertTrue(queue.isSilent(SHORT));
        assertEquals(0, queue.queue.waiting());
    }

    @Test
    void whatWasNotThroughIsPostedAgainAfterARestartWithTheSameBytes() throws Exception {
        queue = new QueueFixture(0.01, n -> n < 3 ? 503 : 200);
        queue.accept("B1");
        List<String> before = queue.next(3);
        queue.queue.close();
        assertEquals(List.of("B1"), queue.unfinished());
        queue.open(0.01, 10);
        queue.queue.start();
        assertEquals(before, queue.next(3));
        assertTrue(queue.isThrough());
    }

    @Test
    void anUnreadableEntryIsLeftBehind() throws Exception {
        queue = new QueueFixture(1, n -> 200);
        queue.store.put(new Entry(Kind.BATCH, "B1", Instant.EPOCH, Instant.EPOCH, null, null, "garbage"));
        queue.queue.start();
        assertTrue(queue.isThrough());
    }

    @Test
    void anyNumberOfEntriesWaitInTheStoreAndNoneIsLostAlsoOverARestart() throws Exception {
        queue = new QueueFixture(new HeapStore(), 1, 3, n -> 503);
        List<String> accepted = IntStream.range(0, 70_000).mapToObj(i -> String.format("B%05d", i)).toList();
        accepted.forEach(queue::accept);
        assertEquals("3 69999", queue.queue.waiting() + " " + queue.queue.waitingEntries(), "210 000 callbacks");
        queue.queue.close();
        accepted.subList(5, accepted.size()).forEach(queue.store::finished);   // the others would take minutes
        queue.receiver.close();
        queue.receiver = new Receiver(n -> 200);
        queue.open(0.01, 3);
        queue.queue.start();
        Set<String> told = new HashSet<>();
        queue.next(15).forEach(body -> told.add(body.replaceAll(".*\"batch_id\":\"(B[0-9]+)\".*", "$1")));
        assertEquals(Set.copyOf(accepted.subList(0, 5)), told);
        assertTrue(queue.isThrough());
    }

    @Test
    void whatIsSentLaterIsHeldUntilThenAlsoOverARestartAndBlocksNothing() throws Exception {
        queue = new QueueFixture(1, n -> 200);
        Instant start = Instant.now().plusMillis(700);
        queue.accept("LATER", start);
        queue.queue.close();
        queue.open(1, 10);
        queue.queue.start();
        queue.accept("NOW");
        queue.next(3).forEach(body -> assertTrue(body.contains("NOW"), body));
        assertEquals(1, queue.queue.scheduled());
        queue.next(3).forEach(body -> assertTrue(body.contains("LATER"), body));
        assertTrue(!Instant.now().isBefore(start));
        assertTrue(queue.isThrough());
    }

    @Test
    void aStoreThatFailsAtTheSendTimeIsAskedAgain() throws Exception {
        int[] failures = {1};
        HeapStore failing = new HeapStore() {
            @Override
            public Optional<String> json(Kind kind, String id) {
                if (failures[0]-- > 0) {
                    throw new IllegalStateException("no database");
                }
                return super.json(kind, id);
            }
        };
        queue = new QueueFixture(failing, 1, 10, n -> 200);
        queue.accept("B1", Instant.now().plusMillis(100));
        queue.next(3);
        assertTrue(queue.isThrough());
    }

    @Test
    void callbacksCanBeLostOnDemand() throws Exception {
        queue = new QueueFixture(1, n -> 200);
        queue.queue.lost().loseNext(2);
        Stream.of("{\"n\":1}", "{\"n\":2}").forEach(queue::post);
        assertTrue(queue.isSilent(SHORT));
        queue.post("{\"n\":3}");
        assertEquals(List.of("{\"n\":3}"), queue.next(1));
        queue.queue.lost().loseAll();
        queue.accept("B1");
        assertTrue(queue.isSilent(SHORT));
        queue.queue.lost().loseNone();
        queue.post("{\"n\":4}");
        assertEquals(List.of("{\"n\":4}"), queue.next(1));
    }

    @Test
    void threeHundredEntriesGetThroughQuicklyOverFewConnections() throws IOException, InterruptedException {
        queue = new QueueFixture(0.01, n -> 200);
        long before = System.nanoTime();
        IntStream.range(0, 300).forEach(i -> queue.accept("B" + i));
        queue.next(900);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(took.toSeconds() < 10, "900 callbacks took " + took);
        assertTrue(queue.receiver.connections() <= 48, queue.receiver.connections() + " connections");
        assertTrue(queue.isThrough());
    }
}
