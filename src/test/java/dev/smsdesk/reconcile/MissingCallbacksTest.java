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
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A recipient without a callback is listed until the callback arrives")
class MissingCallbacksTest {
    private static final String A = "46701000001";
    private static final String B = "46701000002";
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private final PollingSide desk = new PollingSide();

    @Test
    void aRowSaysWhoSinceWhenHowOftenAskedAndWhatTheAnswerWas() {
        Submission sent = desk.sent("P-1", A);
        desk.sinch.then(says("P-1", A, "Delivered", PollingSide.NOON.plusSeconds(2)));
        desk.after(TEN_MINUTES);
        Instant asked = desk.clock.instant();
        assertEquals(List.of(new MissingCallbacks.MissingCallback(desk.recipient(sent, A).getId(), sent.getBatch().getId(), A, DELIVERED,
            PollingSide.NOON, 1, asked, "poll-answered", null)), desk.listed());
    }

    @Test
    void theSameReportByCallbackAfterwardsIsOneReportAndEndsTheListing() {
        Submission sent = desk.sent("P-1", A);
        Instant at = PollingSide.NOON.plusSeconds(2);
        desk.sinch.then(says("P-1", A, "Delivered", at));
        desk.after(TEN_MINUTES);
        desk.callback(sent, "P-1", A, "Delivered", at);
        assertEquals(List.of("SEND ACCEPTED", "POLL Delivered"), desk.told(sent, A), "no second report");
        assertEquals("CB", desk.timeline(sent, A).get(1).getCallbackId());
        assertEquals(List.of(), desk.listed());
        assertEquals(Map.of(), desk.neverCame.counts());
        desk.neverCame.forgetSomeThatCame();
        assertEquals(0, desk.db.number("select count(*) from unheard"));
    }

    @Test
    void aReportInOtherWordsByCallbackEndsItTooWithoutAConflict() {
        Submission sent = desk.sent("P-1", A, B);
        desk.sinch.then(says("P-1", A, "Delivered", B, "Delivered"));
        desk.after(TEN_MINUTES);
        desk.callback(sent, "P-1", A, "Delivered", PollingSide.NOON);
        assertEquals(List.of(B), desk.listed().stream().map(MissingCallbacks.MissingCallback::digits).toList());
        assertEquals(List.of("SEND ACCEPTED", "POLL Delivered", "CALLBACK Delivered"), desk.told(sent, A));
        assertFalse(desk.recipient(sent, A).isConflict());
    }

    @Test
    void anIntermediateCallbackIsNoFinalState() {
        Submission sent = desk.sent("P-1", A);
        desk.callback(sent, "P-1", A, "Dispatched", PollingSide.NOON);
        desk.sinch.then(says("P-1", A, "Delivered", PollingSide.NOON.plusSeconds(2)));
        desk.after(TEN_MINUTES);
        assertEquals(1, desk.listed().size());
        desk.callback(sent, "P-1", A, "Queued", PollingSide.NOON.plusSeconds(1));
        assertEquals(1, desk.listed().size());
    }

    @Test
    void aLongListIsReadInSlicesNewestFirst() {
        for (int i = 0; i < 7; i++) {
            desk.sent("P-" + i, "4670100000" + i);
        }
        desk.after(TEN_MINUTES);
        var first = desk.neverCame.newest(null, 4);
        assertEquals(List.of("46701000006", "46701000005", "46701000004", "46701000003"), first.items().stream()
            .map(MissingCallbacks.MissingCallback::digits).toList());
        var second = desk.neverCame.newest(first.next(), 4);
        assertEquals(List.of("46701000002", "46701000001", "46701000000"),
            second.items().stream().map(MissingCallbacks.MissingCallback::digits)
            .toList());
        assertEquals(null, second.next());
    }

    @Test
    void aWalkBeginsOnceAMinuteAndNotForWhatIsTooOldToCome() {
        Submission sent = desk.sent("P-1", A);
        desk.after(TEN_MINUTES);
        desk.neverCame.forgetSomeThatCame();
        desk.callback(sent, "P-1", A, "Delivered", PollingSide.NOON);
        desk.neverCame.forgetSomeThatCame();
        assertEquals(1, desk.db.number("select count(*) from unheard"), "not yet");
        desk.clock.pass(Duration.ofDays(31));
        desk.neverCame.forgetSomeThatCame();
        assertEquals(1, desk.db.number("select count(*) from unheard"), "passed over for good");
        assertEquals(List.of(), desk.listed());
        desk.clock.set(PollingSide.NOON.plus(Duration.ofMinutes(12)));
    }

    @Test
    void whatCameIsForgottenPieceByPieceAlsoInALongList() {
        String[] many = new String[1000];
        for (int i = 0; i < many.length; i++) {
            many[i] = String.valueOf(46701000000L + i);
        }
        Submission sent = desk.sent("P-1", many);
        desk.after(TEN_MINUTES);
        assertEquals(1000, desk.db.number("select count(*) from unheard"));
        for (int i = 0; i < 1000; i += 100) {
            desk.callback(sent, "P-1", many[i], "Delivered", PollingSide.NOON);
        }
        for (int i = 0; i < 4; i++) {
            desk.neverCame.forgetSomeThatCame();
        }
        assertEquals(990, desk.db.number("select count(*) from unheard"));
        assertTrue(desk.listed().stream().noneMatch(row -> row.digits().equals("46701000000")));
    }
}
