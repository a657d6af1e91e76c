package dev.smsdesk.receive.inbox;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static dev.smsdesk.store.FaultyDatabase.DRIVER_BUG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.inbox.InboxQueue.QueuedCallback;
import dev.smsdesk.receive.inbox.InboxWriter.FailedWrite;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@DisplayName("A group that fails is split: its bad rows fail alone, in few tries, and answered requests are not tried again")
class InboxSplitTest {
    private static final int GROUP = 128;
    private final ReceivingSide side = new ReceivingSide();
    private final FaultyDatabase database = new FaultyDatabase(side.db.database().receiving());
    private final InboxWriter writer = new InboxWriter(database.dataSource(), side.ids, side.traffic);
    private final List<QueuedCallback> kept = new ArrayList<>();

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void aBadOneIsFoundByHalvingAndItsRepeatsFailWithIt() {
        List<QueuedCallback> good = waiting(GROUP - 3);
        List<QueuedCallback> bad = Stream.of(1, 2, 3).map(i -> waiting(tooLong(arrival("bad")))).toList();
        List<FailedWrite> failed = write(good, bad);
        assertFailTogether(bad, failed);
        assertInstanceOf(SQLException.class, failed.get(0).fault());
        assertEachIsKeptOnce(good);
        assertTrue(database.count(Moment.WRITE) <= 15, "all, then two for each of seven halvings: " + database.count(Moment.WRITE));
    }

    @Test
    void twoBadOnesFailAloneToo() {
        List<QueuedCallback> good = waiting(GROUP - 2);
        List<QueuedCallback> bad = List.of(waiting(tooLong(arrival("bad"))), waiting(tooLong(arrival("worse"))));
        List<FailedWrite> failed = write(good, bad);
        assertEquals(2, failed.size());
        assertTrue(failed.stream().flatMap(part -> part.callbacks().stream()).toList().containsAll(bad));
        assertEachIsKeptOnce(good);
    }

    @Test
    void whoHasHisAnswerIsNotTriedFor() {
        List<QueuedCallback> late = waiting(3);
        QueuedCallback patient = waiting(arrival("patient"));
        late.forEach(InboxSplitTest::answer);
        assertEquals(List.of(), write(late, List.of(patient)));
        assertEachIsKeptOnce(List.of(patient));
    }

    @Test
    void nothingIsTriedOnceAllHaveTheirAnswers() {
        List<QueuedCallback> group = waiting(GROUP);
        database.next(Moment.WRITE, DRIVER_BUG, DRIVER_BUG, () -> {
            group.forEach(InboxSplitTest::answer);
            DRIVER_BUG.come();
        });
        write(group, List.of());
        assertEquals(3, database.count(Moment.WRITE));
        assertEquals(List.of(), kept);
    }

    @Test
    void aServerThatTakesNothingIsNotAskedForEachOfThem() {
        database.from(Moment.WRITE, () -> {
            throw new SQLException("The MySQL server is running with the --read-only option", "HY000", 1290);
        });
        List<QueuedCallback> group = waiting(GROUP);
        assertEquals(GROUP, write(group, List.of()).get(0).callbacks().size());
        assertEquals(4, database.count(Moment.WRITE), "it may have been the last of the old primary's connections");
    }

    @Test
    void lockedRowsCostOneWaitTogether() throws SQLException {
        List<QueuedCallback> before = waiting(20);
        writer.write(before, all -> { });
        List<QueuedCallback> good = IntStream.range(0, 50).mapToObj(i -> waiting(arrival("good " + i))).toList();
        try (Connection other = side.db.database().dataSource().getConnection(); Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.executeQuery("select id from callback for update").close();
            List<QueuedCallback> locked = before.stream().map(one -> waiting(one.arrival())).toList();
            int tries = database.count(Moment.WRITE);
            List<FailedWrite> failed = write(good, locked);
            assertFailTogether(locked, failed);
            assertEquals(tries + 2, database.count(Moment.WRITE), "once with them, once without them");
            other.rollback();
        }
        assertTrue(kept.size() == 50 && kept.containsAll(good));
        assertEquals(70, side.db.number("select count(*) from callback where seen = 1"));
    }

    @Test
    @EnabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "the embedded database has one process, "
        + "which may not freeze by halves")
    void thoseThatAFrozenNodeWasWritingAreLockedLikeAnyOther() throws SQLException {
        List<QueuedCallback> good = waiting(50);
        List<QueuedCallback> locked = Stream.of("a", "b", "c").map(name -> waiting(arrival(name))).toList();
        try (Connection frozen = side.db.database().dataSource().getConnection()) {
            frozen.setAutoCommit(false);
            CallbackTable.insert(frozen, List.of("1", "2", "3"), locked.stream().map(QueuedCallback::arrival).toList());
            List<FailedWrite> failed = write(good, locked);
            assertFailTogether(locked, failed);
            assertEquals(2, database.count(Moment.WRITE));
            frozen.rollback();
        }
        assertEachIsKeptOnce(good);
    }

    @Test
    @EnabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "the embedded database takes any size")
    void aGroupThatIsTooLargeForOnePacketIsKeptInPartsAndACallbackThatIsFailsAlone() {
        int packet = (int) side.db.number("select @@max_allowed_packet");
        assumeTrue(packet <= 16 << 20, "a larger packet than a test should fill");
        List<QueuedCallback> large = IntStream.range(0, packet / (1 << 20) + 1).mapToObj(i -> waiting(bytes(1 << 20, i))).toList();
        assertEquals(List.of(), write(large, List.of()));
        assertEachIsKeptOnce(large);
        kept.clear();
        List<QueuedCallback> small = IntStream.range(0, 5).mapToObj(i -> waiting(arrival("small " + i))).toList();
        QueuedCallback tooLarge = waiting(bytes(packet + 1, 99));
        assertFailTogether(List.of(tooLarge), write(small, List.of(tooLarge)));
        assertEquals(5, kept.size());
    }

    private List<FailedWrite> write(List<QueuedCallback> some, List<QueuedCallback> others) {
        List<QueuedCallback> group = new ArrayList<>(some);
        group.addAll(others);
        Collections.shuffle(group, new Random(7));
        return writer.write(group, kept::addAll);
    }

    private static void assertFailTogether(List<QueuedCallback> bad, List<FailedWrite> failed) {
        assertEquals(1, failed.size());
        assertTrue(Set.copyOf(bad).equals(Set.copyOf(failed.get(0).callbacks())), "others than the bad ones");
    }

    private void assertEachIsKeptOnce(List<QueuedCallback> good) {
        assertEquals(good.size(), kept.size());
        assertTrue(kept.containsAll(good));
        assertEquals(good.size(), side.db.number("select count(*) from callback where seen = 1"));
        assertEquals(good.size(), side.db.number("select count(*) from callback"));
    }

    private List<QueuedCallback> waiting(int many) {
        return IntStream.range(0, many).mapToObj(i -> waiting(arrival(String.valueOf(i)))).toList();
    }

    private static QueuedCallback waiting(VerifiedCallback arrival) {
        return new QueuedCallback(arrival, System.nanoTime(), new CompletableFuture<>());
    }

    private VerifiedCallback arrival(String text) {
        return side.arrival(Channel.SMS, utf8("{\"text\":\"" + text + "\"}"), "nonce");
    }

    private VerifiedCallback bytes(int many, int seed) {
        byte[] body = new byte[many];
        new Random(seed).nextBytes(body);
        return side.arrival(Channel.SMS, body, "nonce");
    }

    private static VerifiedCallback tooLong(VerifiedCallback good) {
        return new VerifiedCallback(good.channel(), good.body(), good.sha256(), "x".repeat(256), null, good.nonce(), good.signedAt(),
            good.secretName(), good.receivedAt());
    }

    private static void answer(QueuedCallback one) {
        one.kept().completeExceptionally(new IllegalStateException("told to come again"));
    }
}
