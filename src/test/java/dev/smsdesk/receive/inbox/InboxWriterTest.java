package dev.smsdesk.receive.inbox;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static dev.smsdesk.store.FaultyDatabase.CONNECTION_LOST;
import static dev.smsdesk.store.FaultyDatabase.DEADLOCK;
import static dev.smsdesk.store.FaultyDatabase.DRIVER_BUG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@DisplayName("A group of callbacks is one commit; what fails in it fails alone, and no callback is ever two rows")
class InboxWriterTest {
    private final ReceivingSide side = new ReceivingSide();
    private final FaultyDatabase database = new FaultyDatabase(side.db.database().dataSource());
    private final InboxWriter writer = new InboxWriter(database.dataSource(), side.ids, side.traffic);

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void fiftyCallbacksAreOneStatementWhichIsItsOwnCommit() {
        assertEquals(List.of(), faults(write(group(50))));
        assertEquals(1, database.count(Moment.WRITE));
        assertEquals(0, database.count(Moment.COMMIT));
        assertEquals(50, rows());
    }

    @Test
    void whereAPoolHandsOutConnectionsThatWaitForACommitTheyAreKeptAsWell() {
        DataSource waiting = (DataSource) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {DataSource.class},
                (self, method, arguments) -> {
            Connection connection = side.db.database().dataSource().getConnection();
            connection.setAutoCommit(false);
            return connection;
        });
        assertEquals(List.of(), faults(ReceivingSide.write(new InboxWriter(waiting, side.ids, side.traffic), group(3))));
        assertEveryRowIsSeenOnce(3);
    }

    @Test
    void theSameBytesTwiceInOneGroupAreOneRowSeenTwice() {
        VerifiedCallback one = side.arrival(Channel.SMS, utf8("{}"), "nonce-1");
        assertEquals(List.of(), faults(write(List.of(one, one, side.arrival(Channel.SMS, utf8("{}"), "nonce-2")))));
        assertEquals(1, rows());
        assertEquals(3, side.kept(null).get(0).seen());
        assertEquals("nonce-1", side.kept(null).get(0).nonce(), "what was kept first stays");
    }

    @Test
    void theSameBytesToTheOtherChannelAreAnotherCallback() {
        write(List.of(side.arrival(Channel.CONVERSATION, utf8("{}"), "a"), side.arrival(Channel.SMS, utf8("{}"), "b")));
        assertEquals(2, rows());
    }

    @Test
    void aMebibyteOfAnyBytesComesBackByteForByte() {
        byte[] body = new byte[1 << 20];
        new Random(7).nextBytes(body);
        assertEquals(List.of(), faults(write(List.of(side.arrival(Channel.SMS, body, "n")))));
        Callbacks.StoredCallback row = side.kept(null).get(0);
        assertEquals(1 << 20, row.bodyBytes());
        assertArrayEquals(body, side.callbacks.body(row.id()).orElseThrow());
    }

    @Test
    void aDeadlockIsRetriedUnnoticed() {
        database.next(Moment.WRITE, DEADLOCK, DEADLOCK, DEADLOCK);
        assertEquals(List.of(), faults(write(group(3))));
        assertEquals(4, database.count(Moment.CONNECT));
        assertEveryRowIsSeenOnce(3);
    }

    @Test
    void aDeadlockThatStaysIsAFaultInTheEnd() {
        database.from(Moment.WRITE, DEADLOCK);
        assertEquals(1, faults(write(group(1))).size());
        assertEquals(4, database.count(Moment.CONNECT));
        assertEquals(0, rows());
    }

    @Test
    void oneBadRowFailsAloneAndTheOthersAreKept() {
        List<VerifiedCallback> group = new ArrayList<>(group(5));
        VerifiedCallback good = group.get(2);
        group.set(2, new VerifiedCallback(good.channel(), good.body(), good.sha256(), "x".repeat(256), null, good.nonce(), good.signedAt(),
            good.secretName(), good.receivedAt()));
        List<Exception> faults = write(group);
        assertInstanceOf(SQLException.class, faults.get(2));
        assertEquals(List.of(0, 1, 3, 4), IntStream.range(0, 5).filter(i -> faults.get(i) == null).boxed().toList());
        assertEveryRowIsSeenOnce(4);
    }

    @Test
    void aConnectionLostAmidTheInsertFailsAllAndKeepsNothing() {
        database.next(Moment.WRITE, CONNECTION_LOST);
        assertEquals(3, faults(write(group(3))).size());
        assertEquals(1, database.count(Moment.CONNECT), "nothing is tried again: the callers may be waiting no longer");
        assertEquals(0, rows());
    }

    @Test
    void aCommitWhoseReplyIsLostIsNotBelievedAndTheRepeatMakesNoSecondRow() {
        List<VerifiedCallback> group = group(3);
        database.next(Moment.WRITTEN, CONNECTION_LOST);
        assertEquals(3, faults(write(group)).size());
        assertEquals(3, rows(), "it came through all the same");
        assertEquals(List.of(), faults(write(group)));
        assertEquals(3, rows());
        assertEquals(List.of(2, 2, 2), side.kept(null).stream().map(Callbacks.StoredCallback::seen).toList());
    }

    @Test
    @DisabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "only the embedded database has to be told")
    void whatIsNotFlushedToTheDiskIsNotKeptAndTheRepeatMakesNoSecondRow() {
        database.from(Moment.CHECKPOINT, () -> {
            throw new SQLException("IO Exception: No space left on device", "90028", 90028);
        });
        assertEquals(2, faults(write(group(2))).size());
        database.heal();
        assertEquals(List.of(), faults(write(group(2))));
        assertEquals(2, rows());
    }

    @Test
    void aBugInTheDriverIsAFaultLikeAnyOther() {
        database.next(Moment.WRITE, DRIVER_BUG);
        assertNotNull(write(group(1)).get(0));
        assertEquals(0, rows());
    }

    @Test
    void aGroupThatABugBreaksIsTriedRowByRowAndNothingOfTheFirstTryStays() {
        database.next(Moment.WRITE, DRIVER_BUG);
        assertEquals(List.of(), faults(write(group(3))));
        assertEveryRowIsSeenOnce(3);
    }

    /** The order in which rows are written, so that two nodes do not wait for each other in circles. */
    @Test
    void eachIsGivenAnIdOfItsOwnInTheOrderOfItsKey() {
        List<VerifiedCallback> group = new ArrayList<>(group(20));
        write(group);
        List<Callbacks.StoredCallback> kept = side.callbacks.inOrder(null, null, 100).items();
        group.sort((a, b) -> Arrays.compareUnsigned(a.sha256(), b.sha256()));
        assertEquals(group.stream().map(VerifiedCallback::nonce).toList(), kept.stream().map(Callbacks.StoredCallback::nonce).toList());
        assertNull(kept.get(0).note());
    }

    private List<Exception> write(List<VerifiedCallback> group) {
        return ReceivingSide.write(writer, group);
    }

    private List<VerifiedCallback> group(int size) {
        return IntStream.range(0, size).mapToObj(i -> side.arrival(Channel.SMS, utf8("{\"n\":" + i + "}"), "nonce-" + i)).toList();
    }

    private static List<Exception> faults(List<Exception> answers) {
        return answers.stream().filter(Objects::nonNull).toList();
    }

    private long rows() {
        return side.db.number("select count(*) from callback");
    }

    private void assertEveryRowIsSeenOnce(int rows) {
        assertEquals(Collections.nCopies(rows, 1), side.kept(null).stream().map(Callbacks.StoredCallback::seen).toList());
    }
}
