package dev.smsdesk.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.ExactCounts;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.wording.Sentences;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Conversation API is polled if the app keeps messages; otherwise no state is invented")
class ConversationPollsTest {
    private static final String NUMBER = "46701234567";
    private static final String WHY = "Sinch keeps no messages of this app.";
    private final PollingSide desk = new PollingSide();
    private final StatusPoller poller = new StatusPoller(desk.db.tx(), desk.deliveries, desk.account(Channel.CONVERSATION),
        new PollSchedule(1), desk.clock);
    private final Submission sent = desk.sentThrough(PollingSide.APP, "M-1", NUMBER);

    @AfterEach
    void countersAreExact() {
        ExactCounts.assertIn(desk.db.tx());
    }

    private String answer(Submission submission) {
        return Sentences.ENGLISH.ofStored(desk.column("answer", submission));
    }

    private void after(Duration time) {
        desk.clock.pass(time);
        while (poller.step()) {
            desk.clock.instant();
        }
    }

    private void nothingIsKept() {
        desk.sinch.then(new StatusAnswer.NothingKept<Callback.Reports>(WHY));
    }

    @Test
    void whatSinchKeepsIsAReport() {
        desk.sinch.then(new StatusAnswer.Found<>(new Callback.Reports(Channel.CONVERSATION, "M-1", sent.getId(),
            List.of(new Callback.RecipientReport(NUMBER, "DELIVERED", null, null, null, null, null)), Set.of())));
        after(Duration.ofMinutes(10));
        assertEquals(DeliveryState.DELIVERED, desk.recipient(sent, NUMBER).getState());
        assertEquals(List.of("SEND ACCEPTED", "POLL DELIVERED"), desk.told(sent, NUMBER));
    }

    @Test
    void whereItKeepsNothingThePageSaysSoAndTheMessageIsNotYetMissing() {
        nothingIsKept();
        after(Duration.ofMinutes(10));
        assertEquals(WHY, answer(sent));
        assertEquals(DeliveryState.ACCEPTED, desk.recipient(sent, NUMBER).getState());
        assertEquals(0, desk.db.number("select count(*) from unheard"));
    }

    @Test
    void afterThreeDaysThereIsNoReportAndNoInventedState() {
        for (Duration wait : List.of(Duration.ofMinutes(10), Duration.ofMinutes(50), Duration.ofHours(5), Duration.ofHours(18),
            Duration.ofHours(49))) {
            nothingIsKept();
            after(wait);
        }
        assertEquals("No report after 3 days. " + WHY, answer(sent));
        assertNull(desk.column("ask_at", sent));
        assertEquals(1, desk.db.number("select count(*) from unheard"));
        assertEquals(DeliveryState.ACCEPTED, desk.recipient(sent, NUMBER).getState());
        assertEquals(List.of("SEND ACCEPTED"), desk.told(sent, NUMBER));
    }

    @Test
    void whileItsReportMayBeQueuedAtSinchItIsNotYetMissing() {
        PolledAccount queued = new PolledAccount(PollingSide.APP, Channel.CONVERSATION, desk, desk.sinch, () -> Duration.ofHours(22));
        StatusPoller patient = new StatusPoller(desk.db.tx(), desk.deliveries, queued, new PollSchedule(1), desk.clock);
        nothingIsKept();
        desk.clock.pass(Duration.ofHours(74));
        patient.step();
        assertEquals(WHY, answer(sent));
        assertEquals(0, desk.db.number("select count(*) from unheard"));
        nothingIsKept();
        desk.clock.pass(Duration.ofHours(22));
        patient.step();
        assertEquals("No report after 3 days. " + WHY, answer(sent));
        assertEquals(1, desk.db.number("select count(*) from unheard"));
        assertNull(desk.column("ask_at", sent));
    }

    @Test
    void oneMessageOfWhichNothingIsKeptHoldsUpNoOther() {
        Submission other = desk.sentThrough(PollingSide.APP, "M-2", "46701234568");
        nothingIsKept();
        nothingIsKept();
        after(Duration.ofMinutes(10));
        assertEquals(WHY, answer(other));
        assertEquals(WHY, answer(sent));
    }

    @Test
    void whatItDoesNotKnowItDoesNotKnow() {
        desk.sinch.then(new StatusAnswer.NotKnown<Callback.Reports>());
        after(Duration.ofMinutes(10));
        assertEquals("Sinch knows no such message (404): what became of it cannot be known.", answer(sent));
    }

    @Test
    void whatAnotherAccountSentIsNotAskedForHere() {
        desk.sent("B-1", NUMBER);
        nothingIsKept();
        after(Duration.ofMinutes(10));
        assertEquals(1, desk.sinch.questions.size());
    }
}
