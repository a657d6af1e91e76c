package dev.smsdesk.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.message.Submission;
import dev.smsdesk.reconcile.ReportBacklog.Estimate;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The expected delay of reports follows from the app's callback rate and the open recipients")
class ReportBacklogTest {
    private final PollingSide desk = new PollingSide();
    private int rate = 25;
    private final ReportBacklog backlog = new ReportBacklog(desk.db.tx(), PollingSide.APP, () -> rate, desk.clock);

    private static String[] numbers(int many) {
        return IntStream.range(0, many).mapToObj(n -> "467010" + (10_000 + n)).toArray(String[]::new);
    }

    @Test
    void twoReportsOfAMessageThatSinchTookAndOneOfADispatchedOne() {
        Submission sent = desk.sentThrough(PollingSide.APP, "M-1", numbers(200));
        assertEquals(new Estimate(25, 200, Duration.ofSeconds(16), Duration.ofSeconds(16)), backlog.now());
        for (String number : numbers(100)) {
            desk.callback(sent, "M-1", number, "QUEUED_ON_CHANNEL", desk.clock.instant());
        }
        desk.clock.pass(Duration.ofSeconds(11));
        assertEquals(new Estimate(25, 200, Duration.ofSeconds(12), Duration.ofSeconds(12)), backlog.now());
    }

    @Test
    void whatIsFinalOrOfAnotherAccountTakesNone() {
        Submission sent = desk.sentThrough(PollingSide.APP, "M-1", numbers(1));
        desk.sent("B-1", numbers(50));
        desk.callback(sent, "M-1", numbers(1)[0], "DELIVERED", desk.clock.instant());
        assertEquals(new Estimate(25, 0, Duration.ZERO, Duration.ZERO), backlog.now());
    }

    @Test
    void theRateIsTheOneThatIsKnownNow() {
        desk.sentThrough(PollingSide.APP, "M-1", numbers(100));
        rate = 2;
        assertEquals(Duration.ofSeconds(100), backlog.now().taken());
        rate = 3;
        assertEquals(Duration.ofSeconds(67), backlog.now().taken());
    }

    @Test
    void withoutALimitNothingIsQueued() {
        desk.sentThrough(PollingSide.APP, "M-1", numbers(100));
        rate = ReportBacklog.UNLIMITED;
        assertEquals(Duration.ZERO, backlog.now().all());
    }
}
