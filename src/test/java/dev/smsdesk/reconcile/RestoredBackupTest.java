package dev.smsdesk.reconcile;

import static dev.smsdesk.message.DeliveryState.DELIVERED;
import static dev.smsdesk.reconcile.ScriptedSinch.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("After a restored backup everything without a final state is polled at start, and the outage is listed")
class RestoredBackupTest {
    private static final String A = "46701000001";
    private static final String B = "46701000002";
    private final PollingSide desk = new PollingSide();

    @Test
    void alsoWhatHasPassedItsLastStepIsAskedForAgain() {
        Submission sent = desk.sent("P-1", A, B);
        desk.clock.pass(Duration.ofHours(80));
        desk.askAll();
        assertEquals("6", desk.column("ask_step", sent));
        desk.clock.pass(Duration.ofDays(1));
        desk.sinch.then(says("P-1", A, "Delivered", B, "Delivered"));
        desk.asker.questions().askAgain();
        desk.askAll();
        assertEquals(2, desk.sinch.questions.size());
        assertEquals(DELIVERED, desk.recipient(sent, A).getState());
    }

    @Test
    void whatWasAskedForJustNowIsNotAskedForAgainByEachNodeThatStarts() {
        desk.sent("P-1", A, B);
        desk.after(Duration.ofMinutes(10));
        for (int node = 0; node < 3; node++) {
            desk.asker.questions().askAgain();
            desk.askAll();
        }
        assertEquals(1, desk.sinch.questions.size());
    }

    @Test
    void anOutageIsAGapWithTheNumberOfRecipientsAskedForAfterIt() {
        Heartbeat node = new Heartbeat(desk.db.tx(), desk.ids, desk.clock);
        assertFalse(node.tell(), "the first time there is nothing to compare with");
        Instant backup = desk.clock.instant();
        desk.sent("P-1", A, B);
        desk.clock.pass(Duration.ofHours(23));
        Heartbeat restarted = new Heartbeat(desk.db.tx(), desk.ids, desk.clock);
        assertTrue(restarted.tell());
        desk.askAll();
        assertFalse(restarted.tell());
        desk.clock.pass(Duration.ofMinutes(2));
        assertFalse(restarted.tell());
        assertFalse(node.tell(), "another node has been there");
        List<Heartbeat.Gap> gaps = restarted.gaps(null, 10).items();
        assertEquals(1, gaps.size());
        assertEquals(List.of(backup, backup.plus(Duration.ofHours(23)), 2L),
            List.of(gaps.get(0).began(), gaps.get(0).ended(), gaps.get(0).asked()));
    }

    @Test
    void afterTheClockWasSetBackANodeStillSaysThatItIsThere() {
        Heartbeat node = new Heartbeat(desk.db.tx(), desk.ids, desk.clock);
        node.tell();
        desk.clock.pass(Duration.ofHours(-5));
        assertFalse(node.tell());
        assertEquals(1, desk.db.number("select count(*) from presence where seen = ?", desk.clock.instant()));
    }

    @Test
    void aDatabaseThatIsSetBackUnderARunningNodeIsNoticed() {
        Heartbeat node = new Heartbeat(desk.db.tx(), desk.ids, desk.clock);
        node.tell();
        desk.clock.pass(Duration.ofMinutes(5));
        assertFalse(node.tell());
        desk.db.run("update presence set seen = ?", desk.clock.instant().minus(Duration.ofHours(20)));
        desk.clock.pass(Duration.ofMinutes(1));
        assertTrue(node.tell());
        assertEquals(1, node.gaps(null, 10).items().size());
    }
}
