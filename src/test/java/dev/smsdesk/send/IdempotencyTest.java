package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.compose.Order;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.worker.TestDesk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A repeat under the same key is the same batch, for seven days")
public class IdempotencyTest {
    private final TestDesk desk = new TestDesk();

    @Test
    void aRepeatGetsTheFirstBatch() {
        String first = order(once("k", 1));
        assertEquals(first, order(once("k", 1)));
        assertEquals(1, desk.count("batch"));
        assertEquals(1, desk.count("recipient"));
    }

    @Test
    void anotherOrderUnderTheSameKeyIsRefused() {
        order(once("k", 1));
        ProblemException refused = assertThrows(ProblemException.class, () -> order(once("k", 2)));
        assertEquals(ProblemType.IDEMPOTENCY_KEY_REUSED, refused.type());
        assertEquals(422, refused.type().status());
        assertEquals(1, desk.count("batch"));
    }

    @Test
    void theKeyOfAnotherCallerIsAnotherKey() {
        String first = order(new Idempotency("key:A", "k", digest(1)));
        assertNotEquals(first, order(new Idempotency("key:B", "k", digest(2))));
        assertEquals(2, desk.count("batch"));
    }

    @Test
    void keysAreComparedToTheLetter() {
        String lower = order(once("key", 1));
        assertNotEquals(lower, order(once("KEY", 1)));
        assertNotEquals(lower, order(once("ke y", 1)));
        assertEquals(3, desk.count("batch"));
    }

    @Test
    void withoutAKeyEachOrderIsItsOwn() {
        assertNotEquals(order(null), order(null));
        assertEquals(0, desk.count("idempotency"));
    }

    @Test
    void theKeyCountsUntilSevenDaysArePast() {
        String first = order(once("k", 1));
        desk.clock.pass(Duration.ofDays(7));
        assertEquals(first, order(once("k", 1)));
        desk.clock.pass(Duration.ofMillis(1));
        assertNotEquals(first, order(once("k", 2)));
        assertEquals(1, desk.count("idempotency"));
        assertEquals(2, desk.count("batch"));
    }

    @Test
    void whatNoLongerCountsIsRemovedBitByBit() {
        IntStream.range(0, 450).forEach(i -> desk.sql("insert into idempotency (caller, idem_key, request_digest, batch_id, created_at)"
            + " values ('key:A', ?, ?, 'b', ?)", "old-" + i, digest(i), TestDesk.NOON.minus(Duration.ofDays(8))));
        order(once("a", 1));
        assertEquals(251, desk.count("idempotency"));
        order(once("b", 1));
        order(once("c", 1));
        assertEquals(3, desk.count("idempotency"));
    }

    @Test
    void aRepeatIsAnsweredAlsoWhereSendingIsOffByNow() {
        String first = order(once("k", 1));
        Outbox outbox = new Outbox(desk.tx, desk.ids, desk.deliveries, desk.clock, desk.off("Off."), desk.planner(), () -> { });
        assertEquals(first, outbox.enqueue(TestDesk.order(1), "anna", once("k", 1)));
    }

    @Test
    void anOrderThatFailedLeavesItsKeyFree() {
        PhoneNumber number = new PhoneNumber("46701234567");
        Order broken = new Order("123", List.of(number, number), "Hello", null);
        assertThrows(RuntimeException.class, () -> desk.outbox().enqueue(broken, "anna", once("k", 1)),
            "a broken constraint, but not that of the key");
        assertEquals(0, desk.count("idempotency"));
        assertEquals(1, desk.messages.recipients(order(once("k", 1)), null, 10).items().size());
    }

    @Test
    void aKeyIsOneTo128PrintableCharacters() {
        assertTrue(Idempotency.isKey("a") && Idempotency.isKey("~ !".repeat(42)) && Idempotency.isKey("k".repeat(128)));
        assertFalse(Idempotency.isKey(null) || Idempotency.isKey("") || Idempotency.isKey("k".repeat(129)) || Idempotency.isKey("é")
            || Idempotency.isKey("a\tb"));
        assertFalse(Idempotency.isKey(" a") || Idempotency.isKey("a ") || Idempotency.isKey(" "));
        assertThrows(IllegalArgumentException.class, () -> new Idempotency("a", "", digest(1)));
        assertThrows(IllegalArgumentException.class, () -> new Idempotency("a", "k", new byte[20]));
    }

    private String order(Idempotency once) {
        return desk.outbox().enqueue(TestDesk.order(1), "anna", once);
    }

    public static Idempotency once(String key, int request) {
        return new Idempotency("key:A", key, digest(request));
    }

    private static byte[] digest(int request) {
        byte[] digest = new byte[32];
        digest[0] = (byte) request;
        return digest;
    }
}
