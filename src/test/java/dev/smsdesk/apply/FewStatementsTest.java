package dev.smsdesk.apply;

import static dev.smsdesk.receive.callback.Bodies.full;
import static dev.smsdesk.receive.callback.Bodies.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.FaultyDatabase;
import dev.smsdesk.store.FaultyDatabase.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Applying takes a handful of statements for any number of recipients, callbacks and submissions")
class FewStatementsTest {
    private final ApplyingSide side = new ApplyingSide();
    private final FaultyDatabase counted = new FaultyDatabase(side.db.database().dataSource());
    private final Applier applier = side.node(counted.tx());

    @AfterEach
    void close() {
        counted.close();
        side.close();
    }

    @Test
    void aFullReportForThousandRecipients() {
        String[] numbers = numbers(0, 1000);
        String submission = side.compose(numbers);
        side.keep(Channel.SMS, full("P1", submission, "Delivered", 0, numbers));
        int statements = statementsOf(1);
        assertEquals(1000, side.db.number("select count(*) from recipient where state = 'DELIVERED'"));
        assertEquals(1000, side.db.number("select count(*) from report"));
        assertTrue(statements <= 25, statements + " statements");
    }

    @Test
    void twoThousandReportsOfOneRecipientEachOverHundredSubmissions() {
        List<byte[]> bodies = new ArrayList<>();
        for (int s = 0; s < 100; s++) {
            String[] numbers = numbers(20 * s, 20);
            String submission = side.compose(numbers);
            for (String number : numbers) {
                bodies.add(report("P" + s, number, "Delivered", 0, "2026-11-24T10:00:01Z", submission));
            }
        }
        side.keep(Channel.SMS, bodies.toArray(byte[][]::new));
        int statements = statementsOf(2000);
        assertEquals(2000, side.db.number("select count(*) from recipient where state = 'DELIVERED'"));
        assertTrue(statements <= 70, statements + " statements");
    }

    @Test
    void whatWasLearntByAskingAndIsToldByCallbacksAfterwards() {
        String[] numbers = numbers(0, 1000);
        String submission = side.compose(numbers);
        side.receive(Channel.SMS, full("P1", submission, "Delivered", 0, numbers));
        askedFor();
        int statements = statementsOf(1);
        assertTrue(statements <= 25, statements + " statements");
        assertEquals(1000, side.db.number("select count(*) from report where source = 'POLL' and callback_id = (select id from callback)"));
    }

    @Test
    void whatWasLearntByAskingAndIsToldByAsManyCallbacks() {
        String[] numbers = numbers(0, 600);
        String submission = side.compose(numbers);
        side.receive(Channel.SMS, Stream.of(numbers).map(to -> report("P1", to, "Delivered", 0, "2026-11-24T10:00:01Z", submission))
            .toArray(byte[][]::new));
        String callbacks = side.db.text("select group_concat(callback_id order by digits) from report");
        askedFor();
        int statements = statementsOf(600);
        assertTrue(statements <= 30, statements + " statements");
        assertEquals(callbacks, side.db.text("select group_concat(callback_id order by digits) from report"), "each names its own");
    }

    private void askedFor() {
        side.db.run("update report set source = 'POLL', callback_id = null");
        side.db.run("update callback set state = 'PENDING', next_attempt_at = ?", side.clock.instant());
    }

    /** Of one chunk, transactions not counted. */
    private int statementsOf(int callbacks) {
        assertEquals(callbacks, applier.applyDue());
        assertEquals(callbacks, side.db.number("select count(*) from callback where state = 'APPLIED'"));
        return counted.count(Moment.READ) + counted.count(Moment.WRITE);
    }

    private static String[] numbers(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> "4670" + (1_000_000 + i)).toArray(String[]::new);
    }
}
