package dev.smsdesk.send.unsure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.compose.Order;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.ExactCounts;
import dev.smsdesk.send.worker.TestDesk;
import dev.smsdesk.sinch.call.Sender.Sent;
import dev.smsdesk.sinch.call.Sender.SentQuery;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusAnswer.NothingKept;
import dev.smsdesk.wording.Sentences;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A message that the Conversation API lists is adopted only where it can be no other call's")
class ConversationLookupsTest {
    private static final Duration AFTER_THE_CALL = Submission.LEASE.plusSeconds(10);
    private final TestDesk desk = new TestDesk();
    private final UnsureLookups asks = new UnsureLookups(desk.tx, desk.deliveries, desk.sending(TestDesk.APP), desk.unsure(), true,
        desk.clock, (channel, ids) -> ids.forEach(id -> desk.linked.add(channel.word() + " " + id)));
    private final String id = desk.unsureCall(TestDesk.APP, TestDesk.order(1));

    @AfterEach
    void countersAreExact() {
        ExactCounts.assertIn(desk.tx);
    }

    private static Sent listed(String providerId, int second, String text) {
        return new Sent(providerId, TestDesk.NOON.plusSeconds(second), text, null);
    }

    private SubmissionState after(Sent... listed) {
        desk.clock.pass(AFTER_THE_CALL);
        desk.appSender.finds(query -> new Found<>(List.of(listed)));
        assertTrue(asks.step());
        return desk.find(id).getState();
    }

    private String another(String text) {
        return desk.unsureCall(TestDesk.APP, new Order("+46700000000", TestDesk.numbers(1), text, null));
    }

    @Test
    void theOnlyMessageWithOurTextDuringTheCallIsAdopted() {
        assertEquals(SubmissionState.SENT, after(listed("M1", 20, "Hello"), listed("M2", 21, "Another"), listed("M3", 300, "Hello")));
        assertEquals(List.of("M1"), desk.providerIds(desk.find(id).getBatch().getId()));
        assertEquals(List.of("conversation M1"), desk.linked);
    }

    @Test
    void itIsAskedForByNumberOnceTheCallMustHaveEnded() {
        desk.clock.pass(Submission.LEASE);
        assertFalse(asks.step());
        desk.clock.pass(Duration.ofSeconds(10));
        assertTrue(asks.step());
        assertEquals(List.of(new SentQuery(id, TestDesk.numbers(1).get(0).digits(), TestDesk.NOON, TestDesk.NOON.plus(Submission.LEASE))),
            desk.appSender.queries());
    }

    @ParameterizedTest
    @CsvSource({"0, SENT", "90, SENT", "-1, UNSURE", "91, UNSURE"})
    void itLiesBetweenTheCallAndTheEndOfItsLease(int second, SubmissionState state) {
        assertEquals(state, after(listed("M1", second, "Hello")));
    }

    @ParameterizedTest
    @CsvSource({"hello", "Hello!", "' Hello'"})
    void anotherTextIsAnotherMessage(String text) {
        assertEquals(SubmissionState.UNSURE, after(listed("M1", 20, text)));
    }

    @Test
    void twoAlikeTellNothing() {
        assertEquals(SubmissionState.UNSURE, after(listed("M1", 20, "Hello"), listed("M2", 21, "Hello")));
    }

    @Test
    void oneWithoutATimeOrATextTellsNothing() {
        assertEquals(SubmissionState.UNSURE, after(new Sent("M1", null, "Hello", null), new Sent("M2", TestDesk.NOON, null, null)));
    }

    @Test
    void ownMetadataIsCertain() {
        another("Hello");
        assertEquals(SubmissionState.SENT, after(listed("M1", 20, "Hello"), new Sent("M2", TestDesk.NOON, null, id)));
        assertEquals(List.of("M2"), desk.providerIds(desk.find(id).getBatch().getId()));
    }

    @Test
    void aMessageOfAnotherCallIsNotAdopted() {
        String other = desk.outbox(TestDesk.APP).enqueue(TestDesk.order(1), "anna", null);
        desk.worker(TestDesk.APP).step();
        assertEquals(SubmissionState.UNSURE, after(listed(desk.providerIds(other).get(0), 20, "Hello")));
    }

    @Test
    void whileAnotherUnsureCallHasTheSameNumberAndTextNeitherIsAdopted() {
        String twin = another("Hello");
        assertEquals(SubmissionState.UNSURE, after(listed("M1", 20, "Hello")));
        desk.appSender.finds(query -> new Found<>(List.of(listed("M1", 20, "Hello"))));
        assertTrue(asks.step());
        assertEquals(SubmissionState.UNSURE, desk.find(twin).getState());
        assertEquals(0, desk.count("provider_ref"));
    }

    @Test
    void aTwinThatWasGivenUpMayOwnTheMessageAsWell() {
        desk.unsure().giveUp(another("Hello"), "anna");
        assertEquals(SubmissionState.UNSURE, after(listed("M1", 20, "Hello")));
    }

    @Test
    void anotherTextOrAnotherTimeIsNoTwin() {
        another("Another");
        desk.clock.pass(Submission.LEASE);
        another("Hello");
        desk.clock.pass(Duration.ofSeconds(10));
        desk.appSender.finds(query -> new Found<>(List.of(listed("M1", 20, "Hello"))));
        assertTrue(asks.step());
        assertEquals(SubmissionState.SENT, desk.find(id).getState());
    }

    @Test
    void aMessageIsAdoptedOnce() {
        assertEquals(SubmissionState.SENT, after(listed("M1", 20, "Hello")));
        desk.clock.pass(Duration.ofMinutes(5));
        String later = another("Hello");
        Instant called = desk.find(later).getCalledAt();
        desk.clock.pass(AFTER_THE_CALL);
        desk.appSender.finds(query -> new Found<>(List.of(new Sent("M1", called, "Hello", null))));
        assertTrue(asks.step());
        assertEquals(SubmissionState.UNSURE, desk.find(later).getState());
        assertEquals(1, desk.count("provider_ref"));
    }

    @Test
    void emptyAnswersNeverSayThatSinchDoesNotHaveIt() {
        for (int i = 0; i < 6; i++) {
            after();
            desk.clock.pass(Duration.ofHours(30));
        }
        assertEquals(SubmissionState.UNSURE, desk.find(id).getState());
        assertEquals(1, desk.appSender.calls().size());
        assertEquals("It is not known whether Sinch has it: No answer. Look it up at Sinch before you decide to send it again.",
            Sentences.ENGLISH.ofStored(desk.find(id).getOutcome()));
    }

    @Test
    void whereTheAppKeepsNothingItIsAskedSeldom() {
        desk.clock.pass(AFTER_THE_CALL);
        Stream.generate(() -> (StatusAnswer<List<Sent>>) new NothingKept<List<Sent>>("The app keeps no messages.")).limit(9)
            .forEach(answer -> desk.appSender.finds(query -> answer));
        int asked = 0;
        for (int minute = 0; minute < 24 * 60; minute += 5) {
            asked += asks.step() ? 1 : 0;
            desk.clock.pass(Duration.ofMinutes(5));
        }
        assertTrue(asked <= 9, asked + " times in a day");
        assertEquals(SubmissionState.UNSURE, desk.find(id).getState());
    }
}
