package dev.smsdesk.send.unsure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.ExactCounts;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.send.worker.TestDesk;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.sinch.call.Sender.Sent;
import dev.smsdesk.sinch.call.Sender.SentQuery;
import dev.smsdesk.sinch.call.StatusAnswer.Failed;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusAnswer.Later;
import dev.smsdesk.sinch.call.StatusAnswer.Unauthorised;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.wording.Sentences;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The SMS API is asked by our reference for a call whose end is not known: what it has is adopted, what it twice does not "
    + "have may be sent again")
class SmsLookupsTest {
    private static final Duration LEASE_AND_TEN_MINUTES = Submission.LEASE.plusMinutes(10);
    private static final String NOT_FOUND =
        "Not found at Sinch: it was asked twice, the second time long after the call had ended. It can be sent again.";
    private final TestDesk desk = new TestDesk();
    private final UnsureLookups asks = lookups(false);
    private final UnsureLookups resends = lookups(true);

    private UnsureLookups lookups(boolean resends) {
        return new UnsureLookups(desk.tx, desk.deliveries, desk.sending(TestDesk.SMS), desk.unsure(), resends, desk.clock,
            (channel, ids) -> ids.forEach(id -> desk.linked.add(channel.word() + " " + id)));
    }

    @AfterEach
    void countersAreExact() {
        ExactCounts.assertIn(desk.tx);
    }

    private static StatusAnswer<List<Sent>> found(SentQuery query, String... ids) {
        return new Found<>(List.of(ids).stream().map(id -> new Sent(id, TestDesk.NOON, "Hello", query.reference())).toList());
    }

    private String outcome(String id) {
        return Sentences.ENGLISH.ofStored(desk.find(id).getOutcome());
    }

    private String unsure() {
        return desk.unsureCall(TestDesk.SMS, TestDesk.order(2));
    }

    private List<DeliveryState> states(String id) {
        return desk.states(desk.find(id).getBatch().getId());
    }

    /** An empty answer, and the second one once it counts. */
    private void twiceEmpty(UnsureLookups node) {
        desk.clock.pass(Duration.ofSeconds(10));
        assertTrue(node.step());
        desk.clock.pass(LEASE_AND_TEN_MINUTES);
        assertTrue(node.step());
    }

    @Test
    void whatSinchHasIsAdopted() {
        String id = unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        desk.sender.finds(query -> found(query, "B1"));
        assertTrue(asks.step());
        assertEquals(SubmissionState.SENT, desk.find(id).getState());
        assertEquals(List.of(DeliveryState.ACCEPTED, DeliveryState.ACCEPTED), states(id));
        assertEquals(List.of("sms B1"), desk.linked);
        List<Report> timeline = desk.firstTimeline(desk.find(id).getBatch().getId());
        assertEquals(ReportSource.POLL, timeline.get(timeline.size() - 1).getSource());
        assertEquals(0, desk.count("lookup"));
        assertFalse(asks.step());
    }

    @Test
    void itIsAskedForByReferenceFromBeforeTheCallOn() {
        String id = unsure();
        assertFalse(asks.step(), "not at once");
        desk.clock.pass(Duration.ofSeconds(10));
        asks.step();
        SentQuery query = desk.sender.queries().get(0);
        assertEquals(id, query.reference());
        assertEquals(TestDesk.NOON.minus(Duration.ofHours(1)), query.since());
    }

    @Test
    void twoIdsOfOneCallAreBothKept() {
        String id = unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        desk.sender.finds(query -> found(query, "B1", "B2"));
        asks.step();
        assertEquals(List.of("B1", "B2"), desk.providerIds(desk.find(id).getBatch().getId()));
    }

    @Test
    void anIdOfAnotherMessageIsNotAdopted() {
        String other = desk.composed(1);
        desk.worker().step();
        String id = unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        desk.sender.finds(query -> found(query, desk.providerIds(other).get(0)));
        asks.step();
        assertEquals(SubmissionState.UNSURE, desk.find(id).getState());
    }

    @Test
    void onlyASecondEmptyAnswerLongAfterTheCallHadEndedSaysThatSinchDoesNotHaveIt() {
        String id = unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        assertTrue(asks.step());
        desk.clock.pass(Submission.LEASE.plusMinutes(10).minusSeconds(11));
        assertFalse(asks.step(), "a second too early");
        assertEquals("It is not known whether Sinch has it: No answer. Look it up at Sinch before you decide to send it again.",
            outcome(id));
        desk.clock.pass(Duration.ofSeconds(1));
        assertTrue(asks.step());
        assertEquals(NOT_FOUND, outcome(id));
        assertEquals(SubmissionState.UNSURE, desk.find(id).getState());
        assertEquals(1, desk.sender.calls().size(), "nothing is sent by itself");
        assertEquals(List.of(DeliveryState.UNSURE, DeliveryState.UNSURE), states(id));
    }

    @Test
    void aFirstAnswerThatComesLateIsStillTheFirst() {
        String id = unsure();
        desk.clock.pass(Duration.ofHours(1));
        asks.step();
        assertTrue(outcome(id).startsWith("It is not known"));
        desk.clock.pass(Duration.ofMinutes(1));
        asks.step();
        assertEquals(NOT_FOUND, outcome(id));
    }

    @Test
    void whatSinchListsLateIsAdoptedAllTheSame() {
        String id = unsure();
        twiceEmpty(asks);
        desk.clock.pass(Duration.ofMinutes(15));
        desk.sender.finds(query -> found(query, "B1"));
        assertTrue(asks.step());
        assertEquals(SubmissionState.SENT, desk.find(id).getState());
    }

    @Test
    void oneClickSendsItAgainUnderTheSameReference() {
        String id = unsure();
        twiceEmpty(asks);
        desk.unsure().resend(id, desk.find(id).getVersion(), "anna");
        assertTrue(desk.worker().step());
        assertEquals(List.of(id, id), desk.sender.calls().stream().map(OutgoingMessage::reference).toList());
        assertEquals(SubmissionState.SENT, desk.find(id).getState());
        assertFalse(asks.step());
    }

    @Test
    void aClickOnAnEarlierCallIsRefused() {
        String id = unsure();
        long seen = desk.find(id).getVersion();
        desk.unsure().resend(id, seen, "bo");
        desk.sender.then(new Unsure("Again no answer."));
        desk.worker().step();
        assertEquals("It was sent again meanwhile, and the end of that call is not known either. Nothing was changed.",
            assertThrows(ProblemException.class, () -> desk.unsure().resend(id, seen, "anna")).getMessage());
        assertEquals(SubmissionState.UNSURE, desk.find(id).getState());
    }

    @Test
    void whereTheSettingSaysSoItIsSentAgainByItself() {
        String id = unsure();
        twiceEmpty(resends);
        assertEquals(SubmissionState.WAITING, desk.find(id).getState());
        assertTrue(desk.worker().step());
        assertEquals(List.of(id, id), desk.sender.calls().stream().map(OutgoingMessage::reference).toList());
        assertEquals(SubmissionState.SENT, desk.find(id).getState());
    }

    @Test
    void anotherCallWithoutAnEndIsLookedForAnew() {
        String id = unsure();
        twiceEmpty(resends);
        desk.sender.then(new Unsure("Again no answer."));
        desk.worker().step();
        desk.clock.pass(Duration.ofSeconds(10));
        resends.step();
        assertEquals(SubmissionState.UNSURE, desk.find(id).getState(), "one empty answer about the second call");
        assertEquals(2, desk.sender.calls().size());
    }

    @Test
    void whatWasGivenUpIsNeverSentAgain() {
        String id = unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        resends.step();
        desk.clock.pass(LEASE_AND_TEN_MINUTES);
        desk.sender.finds(query -> {
            desk.unsure().giveUp(id, "anna");
            return found(query);
        });
        resends.step();
        assertEquals(SubmissionState.GIVEN_UP, desk.find(id).getState());
        assertFalse(desk.unsure().resendNotFound(id, desk.find(id).getVersion()));
        assertFalse(desk.worker().step());
    }

    @Test
    void ofACancelledBatchNothingIsSentAgain() {
        String id = unsure();
        desk.composed(1);
        twiceEmpty(asks);
        desk.sql("update batch set status = 'CANCELLED' where id = ?", desk.find(id).getBatch().getId());
        assertFalse(desk.unsure().resendNotFound(id, desk.find(id).getVersion()));
        assertEquals(SubmissionState.UNSURE, desk.find(id).getState());
    }

    @Test
    void ofAPausedBatchItIsSentAgainAfterResume() {
        String id = unsure();
        String batch = desk.find(id).getBatch().getId();
        desk.sql("update batch set status = 'PAUSED' where id = ?", batch);
        twiceEmpty(resends);
        assertEquals(SubmissionState.UNSURE, desk.find(id).getState());
        desk.actions().resume(batch, "anna");
        desk.clock.pass(Duration.ofMinutes(15));
        assertTrue(resends.step());
        assertEquals(SubmissionState.WAITING, desk.find(id).getState());
    }

    @Test
    void whatWasSentAgainWhileSinchWasAskedIsNotChangedByThatAnswer() {
        String id = unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        resends.step();
        desk.clock.pass(LEASE_AND_TEN_MINUTES);
        desk.sender.finds(query -> {
            desk.unsure().resend(id, null, "anna");
            desk.sender.then(new Unsure("Again no answer."));
            desk.worker().step();
            return found(query);
        });
        resends.step();
        assertEquals(SubmissionState.UNSURE, desk.find(id).getState());
        assertTrue(outcome(id).contains("Again no answer."), outcome(id));
        assertEquals(2, desk.sender.calls().size());
    }

    @Test
    void anAnswerToAnEarlierCallIsNotAdoptedForALaterOne() {
        String id = unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        desk.sender.finds(query -> {
            desk.unsure().resend(id, null, "anna");
            return found(query, "B1");
        });
        asks.step();
        assertEquals(SubmissionState.WAITING, desk.find(id).getState(), "a person decided meanwhile");
        assertEquals(0, desk.count("provider_ref"));
    }

    @Test
    void noAnswerIsNoEmptyAnswer() {
        String id = unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        desk.sender.finds(query -> new Failed<>("No answer."));
        assertTrue(asks.step());
        assertFalse(asks.step(), "this account's look-ups keep quiet for a while");
        desk.clock.pass(LEASE_AND_TEN_MINUTES);
        desk.sender.finds(query -> new Later<>(503, null));
        assertTrue(asks.step());
        desk.clock.pass(Duration.ofMinutes(10));
        assertTrue(asks.step(), "the first empty answer");
        assertTrue(outcome(id).startsWith("It is not known"));
    }

    @Test
    void refusedCredentialsStopTheAccountAndTheQuestionStaysDue() {
        String id = unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        desk.sender.finds(query -> new Unauthorised<>("no"));
        asks.step();
        assertTrue(desk.gate().refused().isPresent());
        assertFalse(asks.step());
        desk.gate().resume("anna");
        desk.sender.finds(query -> found(query, "B1"));
        assertTrue(asks.step());
        assertEquals(SubmissionState.SENT, desk.find(id).getState());
    }

    @Test
    void twoNodesAskOnce() {
        unsure();
        desk.clock.pass(Duration.ofSeconds(10));
        desk.sender.finds(query -> {
            assertFalse(lookups(false).step(), "another node");
            return found(query);
        });
        assertTrue(asks.step());
        assertEquals(1, desk.sender.queries().size());
    }

    @Test
    void aNodeThatDiedWhileItAskedLosesItsClaim() {
        unsure();
        Instant due = desk.clock.instant().plusSeconds(10);
        desk.clock.pass(Duration.ofSeconds(10));
        desk.sql("update lookup set lease_until = ?, version = 1", due.plus(Duration.ofMinutes(3)));
        assertFalse(asks.step());
        desk.clock.pass(Duration.ofMinutes(3));
        assertTrue(asks.step());
    }
}
