package dev.smsdesk.reconcile;

import static dev.smsdesk.message.DeliveryState.DELIVERED;
import static dev.smsdesk.reconcile.ScriptedSinch.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.Submission;
import dev.smsdesk.sinch.call.StatusAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("If Sinch does not answer, it is asked again with back-off; an unknowable state is shown as such")
class NoAnswerTest {
    private static final String A = "46701000001";
    private static final String B = "46701000002";
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private final PollingSide desk = new PollingSide();

    @Test
    void whatSinchAsksForByRetryAfterIsHonouredForAllQuestions() {
        Submission first = desk.sent("P-1", A, B);
        desk.clock.pass(Duration.ofSeconds(1));
        desk.sent("P-2", A, B);
        desk.sinch.then(new StatusAnswer.Later<>(429, Duration.ofMinutes(5)));
        desk.after(TEN_MINUTES);
        assertEquals(List.of("P-1"), desk.sinch.questions);
        desk.after(Duration.ofMinutes(5).minusSeconds(1));
        assertEquals(1, desk.sinch.questions.size());
        assertEquals("poll-later:429", desk.column("answer", first));
        desk.sinch.then(says("P-2", A, "Delivered", B, "Delivered")).then(says("P-1", A, "Delivered", B, "Delivered"));
        desk.after(Duration.ofMinutes(2));
        assertEquals(3, desk.sinch.questions.size());
        assertEquals(DELIVERED, desk.recipient(first, A).getState());
        assertEquals("2", desk.column("asks", first));
    }

    @Test
    void anUnreachableSinchIsTriedLessAndLessOftenAndNothingIsGivenUp() {
        Submission sent = desk.sent("P-1", A, B);
        desk.clock.pass(TEN_MINUTES);
        Instant begun = desk.clock.instant();
        for (int i = 0; i < 40; i++) {
            desk.sinch.then(new StatusAnswer.Failed<>("ConnectException"));
        }
        while (desk.clock.instant().isBefore(begun.plus(Duration.ofHours(10)))) {
            desk.after(Duration.ofSeconds(30));
        }
        int asked = desk.sinch.questions.size();
        assertTrue(asked >= 14 && asked <= 24, "asked " + asked + " times in ten hours");
        assertEquals("poll-failed:ConnectException", desk.column("answer", sent));
        assertEquals(String.valueOf(asked), desk.column("asks", sent));
        MissingCallbacks.MissingCallback row = desk.listed().get(0);
        assertFalse(row.isKnown());
        assertEquals(asked, row.asks());
        for (int i = 0; i < 30; i++) {
            desk.sinch.then(says("P-1", A, "Delivered", B, "Delivered"));
        }
        desk.clock.pass(Duration.ofHours(2));
        assertEquals(2, desk.listed().size());
    }

    @Test
    void anUnknownBatchIsSaidToBeUnknownAndAskedForAtTheOtherStepsToo() {
        Submission sent = desk.sent("P-1", A, B);
        desk.sinch.then(new StatusAnswer.NotKnown<>());
        desk.after(TEN_MINUTES);
        assertEquals("poll-unknown-batch", desk.column("answer", sent));
        assertEquals(List.of("SEND ACCEPTED"), desk.told(sent, A));
        assertEquals(PollingSide.NOON.plus(Duration.ofHours(1)), desk.listed().get(0).again());
    }

    @Test
    void afterFourteenDaysSinchIsNotAskedAndThePageSaysSo() {
        Submission sent = desk.sent("P-1", A, B);
        desk.after(Duration.ofDays(14).plusMillis(1));
        assertEquals(List.of(), desk.sinch.questions);
        assertEquals("poll-too-old", desk.column("answer", sent));
        MissingCallbacks.MissingCallback row = desk.listed().get(0);
        assertFalse(row.isKnown());
        assertNull(row.again());
        assertEquals(0, row.asks());
        desk.after(Duration.ofDays(1));
        assertEquals("6", desk.column("ask_step", sent));
    }

    @Test
    void anHourBeforeTheFourteenDaysAreOverItIsAskedForTheLastTime() {
        Submission sent = desk.sent("P-1", A, B);
        desk.clock.pass(Duration.ofDays(14).minusHours(1));
        desk.sinch.then(new StatusAnswer.Failed<>("Answered 400."));
        desk.askAll();
        assertEquals(List.of("P-1"), desk.sinch.questions);
        desk.after(Duration.ofMinutes(10));
        assertEquals(List.of("P-1"), desk.sinch.questions, "not what may be gone already");
        assertEquals("6", desk.column("ask_step", sent));
    }

    @Test
    void anAnswerThatCannotBeStoredIsAskedForLessOftenAndDelaysNoOther() {
        Submission poisonous = desk.sent("P-1", A, B);
        desk.clock.pass(Duration.ofSeconds(1));
        Submission other = desk.sent("P-2", A, B);
        desk.clock.pass(TEN_MINUTES);
        for (int i = 0; i < 30; i++) {
            desk.sinch.then(says("P-1", A, "x".repeat(200), B, "Delivered"));
            if (i == 0) {
                desk.sinch.then(says("P-2", A, "Delivered", B, "Delivered"));
            }
        }
        desk.askAll();
        assertEquals(DELIVERED, desk.recipient(other, A).getState());
        assertEquals("poll-not-stored", desk.column("answer", poisonous));
        for (int minute = 0; minute < 600; minute++) {
            desk.after(Duration.ofMinutes(1));
        }
        long asked = desk.sinch.questions.stream().filter("P-1"::equals).count();
        assertTrue(asked >= 12 && asked <= 22, "asked " + asked + " times in ten hours");
        assertEquals(List.of("SEND ACCEPTED"), desk.told(poisonous, A));
    }

    @Test
    void refusedCredentialsStopTheAskingUntilItIsResumed() {
        Submission sent = desk.sent("P-1", A, B);
        desk.sinch.then(new StatusAnswer.Unauthorised<>("No such token"));
        desk.after(TEN_MINUTES);
        assertEquals("refused: No such token", desk.refused);
        assertEquals("0", desk.column("asks", sent), "the question was not answered, nor is it the batch's fault");
        desk.after(Duration.ofHours(5));
        assertEquals(1, desk.sinch.questions.size());
        desk.refused = null;
        desk.sinch.then(says("P-1", A, "Delivered", B, "Delivered"));
        desk.askAll();
        assertEquals(DELIVERED, desk.recipient(sent, B).getState());
    }
}
