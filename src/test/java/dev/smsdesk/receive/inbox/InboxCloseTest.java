package dev.smsdesk.receive.inbox;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.receive.answer.NotKept;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An inbox that closes answers every request: 503 for what is not on disk")
class InboxCloseTest {
    private final ReceivingSide side = new ReceivingSide();
    private final FaultyDatabase database = new FaultyDatabase(side.db.database().dataSource());
    private final Inbox inbox = new Inbox(database.dataSource(), side.ids, side.traffic, () -> { });
    private final CountDownLatch thaw = new CountDownLatch(1);

    @AfterEach
    void close() {
        thaw.countDown();
        inbox.close();
        side.close();
    }

    @Test
    void whoComesAfterwardsIsRefusedAtOnce() {
        inbox.start();
        ReceivingSide.keep(inbox, callback("in time"));
        inbox.close();
        assertRefused(inbox.keep(callback("too late")).toCompletableFuture());
        assertEquals(1, side.db.number("select count(*) from callback"));
        assertEquals(1, side.traffic.notKeptCount(NotKept.STOPPING));
        assertEquals(0, side.traffic.notKeptCount(NotKept.TOO_MANY_WAITING));
    }

    @Test
    void whoWaitsIsRefused() {
        CompletableFuture<Void> waiting = inbox.keep(callback("waiting")).toCompletableFuture();
        assertFalse(waiting.isDone());
        inbox.close();
        assertRefused(waiting);
        assertEquals(1, side.traffic.notKeptCount(NotKept.STOPPING));
    }

    @Test
    void whoIsBeingWrittenIsNotKeptWaitingByAFrozenDatabase() {
        database.next(Moment.WRITE, () -> Concurrently.await(thaw));
        inbox.start();
        CompletableFuture<Void> written = inbox.keep(callback("written")).toCompletableFuture();
        assertTrue(Concurrently.eventually(() -> database.count(Moment.WRITE) == 1));
        CompletableFuture<Void> waiting = inbox.keep(callback("waiting")).toCompletableFuture();
        inbox.close();
        assertRefused(written);
        assertRefused(waiting);
        thaw.countDown();
        assertTrue(Concurrently.eventually(() -> side.db.number("select count(*) from callback") == 1),
            "on disk after all: its repeat will do no harm");
    }

    private static void assertRefused(CompletableFuture<Void> answer) {
        assertTrue(answer.isDone(), "closed, and no answer");
        ProblemException refused = assertInstanceOf(ProblemException.class,
            assertThrows(CompletionException.class, answer::join).getCause());
        assertEquals(ProblemType.NOT_KEPT, refused.type());
        assertEquals(Duration.ofSeconds(5), refused.retryAfter());
    }

    private VerifiedCallback callback(String text) {
        return side.arrival(Channel.SMS, utf8("{\"text\":\"" + text + "\"}"), "nonce");
    }
}
