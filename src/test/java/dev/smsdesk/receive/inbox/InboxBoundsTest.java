package dev.smsdesk.receive.inbox;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static dev.smsdesk.store.FaultyDatabase.CONNECTION_LOST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.smsdesk.account.Channel;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import dev.smsdesk.store.Sha256;
import dev.smsdesk.store.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("The inbox is bounded: 2000 callbacks, 64 MiB; 128 rows or 4 MiB per commit")
class InboxBoundsTest {
    private static final byte[] MEBIBYTE = new byte[1 << 20];
    private final Logger log = (Logger) LoggerFactory.getLogger(Inbox.class);
    private final ReceivingSide side = new ReceivingSide();
    private final FaultyDatabase database = new FaultyDatabase(side.db.database().dataSource());
    private final Inbox inbox = new Inbox(database.dataSource(), side.ids, side.traffic, () -> { });

    @BeforeEach
    void quiet() {
        log.setLevel(Level.ERROR);   // thousands of refusals
    }

    @AfterEach
    void close() {
        log.setLevel(null);
        inbox.close();
        side.close();
    }

    @Test
    void whenTwoThousandWaitTheNextIsRefusedAtOnceAndAllThatWaitedAreKept() {
        for (int i = 0; i < 2000; i++) {
            inbox.keep(callback(i, utf8("{}")));
        }
        assertRefusedAtOnce(callback(2000, utf8("{}")));
        inbox.start();
        assertTrue(Concurrently.eventually(() -> side.db.number("select count(*) from callback") == 2000));
        assertEquals(17, database.count(Moment.WRITE), "2000 rows: 128 in a commit, and 64 and 16 at last");
        ReceivingSide.keep(inbox, callback(2001, utf8("{}")));
    }

    @Test
    void whenSixtyFourMebibytesWaitTheNextByteIsRefusedAtOnceAndAnEmptyBodyIsNot() {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            waiting.add(inbox.keep(callback(i, MEBIBYTE)).toCompletableFuture());
        }
        assertRefusedAtOnce(callback(64, new byte[1]));
        waiting.add(inbox.keep(callback(65, new byte[0])).toCompletableFuture());
        inbox.start();
        assertTrue(Concurrently.eventually(() -> waiting.stream().allMatch(CompletableFuture::isDone)));
        long kept = waiting.stream().filter(one -> !one.isCompletedExceptionally()).count();
        if (TestDatabase.isPooled()) {   // a server on a slow disk may need longer for 64 MiB than a test should wait
            assertEquals(65, kept);
            assertEquals(16, database.count(Moment.WRITE), "64 MiB, 4 in a commit");
        }
        assertTrue(kept > 0 && side.db.number("select count(*) from callback") >= kept, kept + " were acknowledged");
        ReceivingSide.keep(inbox, callback(66, MEBIBYTE));
    }

    @Test
    void whatIsNotKeptFreesItsRoom() {
        inbox.start();
        database.from(Moment.CONNECT, CONNECTION_LOST);
        for (int i = 0; i < 130; i++) {
            VerifiedCallback big = callback(i, MEBIBYTE);
            assertThrows(ProblemException.class, () -> ReceivingSide.keep(inbox, big));
        }
        database.heal();
        ReceivingSide.keep(inbox, callback(130, MEBIBYTE));
        assertEquals(1, side.db.number("select count(*) from callback"));
    }

    /** Digests of its own making, so that one body is many callbacks. */
    private VerifiedCallback callback(int number, byte[] body) {
        return new VerifiedCallback(Channel.SMS, body, Sha256.of(utf8("callback " + number)), null, null, "nonce-" + number,
            side.clock.instant(), "test", side.clock.instant());
    }

    private void assertRefusedAtOnce(VerifiedCallback arrival) {
        long start = System.nanoTime();
        assertEquals(ProblemType.NOT_KEPT, assertThrows(ProblemException.class, () -> ReceivingSide.keep(inbox, arrival)).type());
        assertTrue(System.nanoTime() - start < Duration.ofMillis(500).toNanos());
    }
}
