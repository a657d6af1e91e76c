package dev.smsdesk.reconcile;

import static dev.smsdesk.message.DeliveryState.DELIVERED;
import static dev.smsdesk.message.DeliveryState.DISPATCHED;
import static dev.smsdesk.message.DeliveryState.NOT_SENT;
import static dev.smsdesk.reconcile.ScriptedSinch.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.store.Concurrently;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A submission without a final state is polled at 10 min, 1 h, 6 h, 24 h and 3 d 1 h, once over all nodes")
class PollGateTest {
    private static final String A = "46701000001";
    private static final String B = "46701000002";
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private final PollingSide desk = new PollingSide();

    @Test
    void notBeforeTenMinutesAndThenTheAnswerIsAReportOfItsOwnSource() {
        Submission sent = desk.sent("P-1", A, B);
        desk.sinch.then(says("P-1", A, "Delivered", B, "Dispatched"));
        desk.after(TEN_MINUTES.minusMillis(1));
        assertEquals(List.of(), desk.sinch.questions);
        desk.after(Duration.ofMillis(1));
        assertEquals(List.of("P-1"), desk.sinch.questions);
        assertEquals(List.of("SEND ACCEPTED", "POLL Delivered"), desk.told(sent, A));
        assertEquals(DELIVERED, desk.recipient(sent, A).getState());
        assertEquals(DISPATCHED, desk.recipient(sent, B).getState());
    }

    @Test
    void whatCouldNotBeReadIsNamedInTheAnswer() {
        Submission sent = desk.sent("P-1", A, B);
        desk.sinch.then(new StatusAnswer.Found<>(new Callback.Reports(Channel.SMS, "P-1", null,
            List.of(new Callback.RecipientReport(A, "Delivered", 0, null, null, null, null)),
            List.of("statuses.recipients"))));
        desk.after(TEN_MINUTES);
        assertEquals(DELIVERED, desk.recipient(sent, A).getState());
        assertEquals("poll-answered\nignored:statuses.recipients", desk.column("answer", sent));
    }

    @Test
    void aNumberThatSinchSpellsOtherwiseIsAskedForByItsBatch() {
        Submission sent = desk.sent("P-1", "525512345678");
        desk.sinch.then(new StatusAnswer.NotKnown<>()).then(says("P-1", "5215512345678", "Delivered"));
        desk.after(TEN_MINUTES);
        assertEquals(List.of("P-1/525512345678", "P-1"), desk.sinch.questions);
        assertEquals(DELIVERED, desk.recipient(sent, "525512345678").getState());
    }

    @Test
    void atEachStepOfTheScheduleUntilTheLastAndNoMore() {
        Submission sent = desk.sent("P-1", A, B);
        List<Duration> asked = new ArrayList<>();
        for (Duration age = Duration.ZERO; age.toDays() < 15; age = age.plusMinutes(10)) {
            desk.clock.set(PollingSide.NOON.plus(age));
            desk.sinch.then(says("P-1", A, "Dispatched", B, "Queued"));
            int before = desk.sinch.questions.size();
            desk.askAll();
            if (desk.sinch.questions.size() > before) {
                asked.add(age);
            }
        }
        assertEquals(List.of(TEN_MINUTES, Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24), Duration.ofHours(73)), asked);
        assertEquals("5", desk.column("asks", sent));
        assertNull(desk.listed().get(0).again());
        assertFalse(desk.listed().get(0).isKnown());
        assertEquals(List.of("SEND ACCEPTED", "POLL Dispatched"), desk.told(sent, A), "the same word again is the same report");
    }

    @Test
    void whatCallbacksToldInTimeIsNeverAskedFor() {
        Submission sent = desk.sent("P-1", A);
        desk.callback(sent, "P-1", A, "Delivered", PollingSide.NOON);
        desk.after(Duration.ofDays(10));
        assertEquals(List.of(), desk.sinch.questions);
        assertEquals(List.of(), desk.listed());
    }

    @Test
    void whatIsTheBusinessOfAnotherGatewayOrWasNotTakenIsLeftAlone() {
        desk.sentThrough("sandbox", "P-1", A);
        Submission unsure = desk.sent("P-2", A);
        desk.db.run("update submission set state = 'UNSURE' where id = ?", unsure.getId());
        desk.after(Duration.ofDays(4));
        assertEquals(List.of(), desk.sinch.questions);
    }

    @Test
    void whatAPersonGaveUpIsAskedForOnceACallbackShowsThatSinchHasIt() {
        Submission given = desk.givenUp("P-1", A, B);
        desk.after(Duration.ofHours(1));
        assertEquals(List.of(), desk.sinch.questions, "under no id");
        assertEquals(NOT_SENT, desk.recipient(given, B).getState());
        desk.db.tx().sql(connection -> DeliveryLog.lockFree(connection, List.of(given.getId())));
        desk.callback(given, "P-1", A, "Delivered", PollingSide.NOON);
        desk.sinch.then(new StatusAnswer.NotKnown<>()).then(says("P-1", B, "Delivered"));
        desk.after(TEN_MINUTES);
        assertEquals(List.of(B), desk.listed().stream().map(MissingCallbacks.MissingCallback::digits).toList());
        assertFalse(desk.listed().get(0).isKnown(), "our word alone");
        desk.after(Duration.ofHours(6));
        assertEquals(List.of("P-1/" + B, "P-1/" + B), desk.sinch.questions);
        assertEquals(List.of("PERSON NOT_SENT", "POLL Delivered"), desk.told(given, B));
        assertEquals(DELIVERED, desk.recipient(given, B).getState());
        assertFalse(desk.recipient(given, B).isConflict());
        assertTrue(desk.listed().get(0).isKnown());
    }

    @Test
    void oneOpenRecipientIsAskedForByItself() {
        Submission sent = desk.sent("P-1", A, B);
        desk.callback(sent, "P-1", B, "Delivered", PollingSide.NOON);
        desk.sinch.then(says("P-1", A, "Delivered", PollingSide.NOON.plusSeconds(3)));
        desk.after(TEN_MINUTES);
        assertEquals(List.of("P-1/" + A), desk.sinch.questions);
        assertEquals(PollingSide.NOON.plusSeconds(3), desk.recipient(sent, A).getEventTime());
    }

    @Test
    void whatIsFinalAlreadyIsNotToldTwiceButAContradictionIsKept() {
        Submission sent = desk.sent("P-1", A, B, "46701000003", "46701000004");
        desk.callback(sent, "P-1", A, "Delivered", PollingSide.NOON);
        desk.callback(sent, "P-1", B, "Delivered", PollingSide.NOON);
        desk.sinch.then(says("P-1", A, "Delivered", B, "Failed", "46701000003", "Delivered", "46701000004", "Queued"));
        desk.after(TEN_MINUTES);
        assertEquals(List.of("SEND ACCEPTED", "CALLBACK Delivered"), desk.told(sent, A));
        assertEquals(List.of("SEND ACCEPTED", "CALLBACK Delivered", "POLL Failed"), desk.told(sent, B));
        assertTrue(desk.recipient(sent, B).isConflict());
        assertEquals(DELIVERED, desk.recipient(sent, B).getState(), "the report with a time outranks the one without");
        assertEquals(Map.of(DELIVERED, 1L, DeliveryState.QUEUED, 1L), desk.neverCame.counts(), "only those that were open");
    }

    @Test
    void anUnknownStatusIsKeptAndANumberThatIsNotInTheBatchIsFlagged() {
        Submission sent = desk.sent("P-1", A, B);
        desk.sinch.then(says("P-1", A, "Teleported", "46709999999", "Delivered"));
        desk.after(TEN_MINUTES);
        assertEquals(List.of("SEND ACCEPTED", "POLL Teleported"), desk.told(sent, A));
        assertEquals(DeliveryState.ACCEPTED, desk.recipient(sent, A).getState());
        assertEquals(1, desk.messages.reportsWithoutRecipient(sent.getBatch().getId()).size());
        assertEquals(2, desk.db.number("select count(*) from recipient"));
    }

    @Test
    void aBatchThatWasSentTwiceIsAskedForUnderBothIds() {
        Submission sent = desk.sent("P-1", A, B);
        desk.db.run("insert into provider_ref (channel, provider_id, submission_id) values ('SMS', 'P-2', ?)", sent.getId());
        desk.sinch.then(new StatusAnswer.NotKnown<>()).then(says("P-2", A, "Delivered", B, "Delivered"));
        desk.after(TEN_MINUTES);
        assertEquals(List.of("P-1", "P-2"), desk.sinch.questions);
        assertEquals("P-2", desk.recipient(sent, A).getProviderId());
    }

    @Test
    void manyNodesPutEachQuestionOnce() throws Exception {
        for (int i = 0; i < 30; i++) {
            desk.sent("P-" + i, A, B);
        }
        desk.clock.pass(TEN_MINUTES);
        List<CompletableFuture<Void>> nodes = IntStream.range(0, 4).mapToObj(n -> desk.node()).map(node -> Concurrently.inThread(() -> {
            while (node.step()) {
                desk.clock.instant();
            }
        })).toList();
        for (CompletableFuture<Void> node : nodes) {
            node.get();
        }
        desk.askAll();
        assertEquals(30, desk.sinch.questions.size());
        assertEquals(30, desk.sinch.questions.stream().distinct().count());
    }

    @Test
    void whoLosesTheQuestionWhileSinchAnswersStillTellsTheFactButNotTheSchedule() {
        Submission sent = desk.sent("P-1", A, B);
        desk.sinch.then(() -> {
            desk.clock.pass(PollQueue.LEASE.plusSeconds(1));
            desk.node().step();
            return says("P-1", A, "Delivered", B, "Dispatched");
        });
        desk.sinch.then(says("P-1", A, "Dispatched", B, "Dispatched"));
        desk.clock.pass(TEN_MINUTES);
        desk.asker.step();
        assertEquals(List.of("P-1", "P-1"), desk.sinch.questions);
        assertEquals(DELIVERED, desk.recipient(sent, A).getState());
        assertEquals("1", desk.column("asks", sent), "recorded by the one that holds it");
        assertEquals("2", desk.column("ask_step", sent));
    }

    @Test
    void aNodeThatDiedWithTheQuestionIsFollowedByAnotherWhenItsLeaseEnds() {
        desk.sent("P-1", A, B);
        desk.clock.pass(TEN_MINUTES);
        assertTrue(desk.asker.questions().next().question().isPresent());
        desk.askAll();
        assertEquals(List.of(), desk.sinch.questions);
        desk.after(PollQueue.LEASE);
        assertEquals(List.of("P-1"), desk.sinch.questions);
    }

    @Test
    void aPersonMayAskAtOnceButNotAgainAndAgain() {
        Submission sent = desk.sent("P-1", A, B);
        desk.sinch.then(says("P-1", A, "Dispatched", B, "Queued"));
        String batch = sent.getBatch().getId();
        assertEquals(1, desk.asker.questions().askNow(batch, desk.clock.instant().minusSeconds(30)));
        assertNull(desk.column("asked_at", sent), "not asked yet");
        desk.clock.pass(Duration.ofSeconds(3));
        assertEquals(0, desk.asker.questions().askNow(batch, desk.clock.instant().minusSeconds(30)), "a second click");
        desk.askAll();
        assertEquals(1, desk.sinch.questions.size());
        assertEquals(1, desk.db.number("select count(*) from submission where asked_at = ?", desk.clock.instant()));
        assertEquals(0, desk.asker.questions().askNow(batch, desk.clock.instant().minusSeconds(30)));
        desk.after(TEN_MINUTES);
        assertEquals(2, desk.sinch.questions.size(), "the schedule goes on");
        desk.clock.pass(Duration.ofDays(15));
        assertEquals(0, desk.asker.questions().askNow(batch, desk.clock.instant()), "Sinch has forgotten it");
    }
}
