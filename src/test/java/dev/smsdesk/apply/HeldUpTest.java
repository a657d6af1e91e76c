package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node that freezes during its work delays its own callbacks and no others")
class HeldUpTest {
    private static final String ONE = "46701230001";
    private final ApplyingSide side = new ApplyingSide();
    private final CountDownLatch thaw = new CountDownLatch(1);
    private String frozen;
    private String other;

    @BeforeEach
    void compose() {
        frozen = side.compose(ONE);
        other = side.compose(ONE);
        side.keep(Channel.SMS, report("P1", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", frozen),
            report("P2", ONE, "Delivered", 0, "2026-11-24T10:00:01Z", other));
    }

    @AfterEach
    void close() {
        thaw.countDown();
        side.close();
    }

    @Test
    void whoseBatchIsHeldWaitsAndTheOthersAreApplied() {
        CompletableFuture<Void> node = holding(em -> DeliveryLog.locked(em, frozen));
        Instant before = Instant.now();
        side.applyAll();
        assertTrue(Duration.between(before, Instant.now()).toSeconds() < 5, "no node waits for a lock");
        assertEquals(DeliveryState.DELIVERED, side.recipient(other, ONE).getState());
        assertEquals(DeliveryState.WAITING, side.recipient(frozen, ONE).getState());
        for (int tries = 0; tries < 6; tries++) {
            side.clock.pass(Duration.ofHours(1));
            side.applyAll();
        }
        assertEquals(1, side.kept(CallbackState.PENDING).size(), "a lock is no fault of the callback, so it is never shelved");
        thaw.countDown();
        node.join();
        side.clock.pass(Duration.ofMillis(200));
        side.applyAll();
        assertEquals(DeliveryState.DELIVERED, side.recipient(frozen, ONE).getState());
    }

    @Test
    void aCallbackThatIsClaimedElsewhereIsPassedOver() {
        CompletableFuture<Void> node = holding(em -> SqlWork.on(connection -> Sql.list(connection, row -> row.getString(1),
            "select id from callback where id in (select min(id) from callback) for update")).apply(em));
        side.applyAll();
        assertEquals(DeliveryState.DELIVERED, side.recipient(other, ONE).getState());
        thaw.countDown();
        node.join();
        side.applyAll();
        assertEquals(DeliveryState.DELIVERED, side.recipient(frozen, ONE).getState());
    }

    /** Another node, in the middle of a transaction. */
    private CompletableFuture<Void> holding(Consumer<EntityManager> lock) {
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Void> node = Concurrently.inThread(() -> side.db.tx().run(em -> {
            lock.accept(em);
            held.countDown();
            Concurrently.await(thaw);
        }));
        Concurrently.await(held);
        assertFalse(node.isDone());
        return node;
    }
}
