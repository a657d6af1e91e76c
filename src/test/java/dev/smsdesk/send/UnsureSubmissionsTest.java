package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Account;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.worker.TestDesk;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.wording.Sentences;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Only a person decides about an unsure submission, and only while it is unsure")
class UnsureSubmissionsTest {
    private final TestDesk desk = new TestDesk();
    private final String batch = unsure();
    private final String id = desk.submission(batch).getId();

    private String unsure() {
        desk.sender.then(new Unsure("Answered 500."));
        String batch = desk.composed(2);
        desk.worker().step();
        return batch;
    }

    @Test
    void sentAgainItCarriesTheSameReference() {
        assertEquals("It waits in the queue and is sent again.", desk.unsure().resend(id, null, "anna"));
        assertEquals(SubmissionState.WAITING, desk.submission(batch).getState());
        assertEquals("Put back by anna, to be sent again.", Sentences.ENGLISH.ofStored(desk.submission(batch).getOutcome()));
        assertTrue(desk.worker().step());
        assertEquals(List.of(id, id), desk.sender.calls().stream().map(call -> call.reference()).toList());
        assertEquals(List.of(DeliveryState.ACCEPTED, DeliveryState.ACCEPTED), desk.states(batch));
    }

    @Test
    void whatWasComposedForAnotherGatewayIsNotPutBack() {
        UnsureSubmissions here = new UnsureSubmissions(desk.tx, desk.deliveries, desk.clock,
            desk.accounts(Account.ofPlan("other", "eu", "token")), () -> { }, (channel, provider) -> { });
        assertEquals("It was composed for sms:plan-1, which is not configured here, and is never sent through another account. Nothing "
            + "was changed.",
            assertThrows(ProblemException.class, () -> here.resend(id, null, "anna")).getMessage());
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
    }

    @Test
    void sentAgainItCanBecomeUnsureAgain() {
        desk.unsure().resend(id, null, "anna");
        desk.clock.pass(Duration.ofSeconds(1));
        desk.sender.then(new Unsure("Answered 500."));
        desk.worker().step();
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        assertEquals(2, desk.firstTimeline(batch).size());
    }

    @Test
    void resendingWakesTheWorkers() {
        AtomicInteger woken = new AtomicInteger();
        new UnsureSubmissions(desk.tx, desk.deliveries, desk.clock, desk.accounts(TestDesk.SMS), woken::incrementAndGet,
            (channel, provider) -> { }).resend(id, null, "anna");
        assertEquals(1, woken.get());
    }

    @Test
    void givenUpItIsOverUnlessReportsCome() {
        assertEquals("It is given up. Should reports still come from Sinch, they count.", desk.unsure().giveUp(id, "anna"));
        assertEquals(SubmissionState.GIVEN_UP, desk.submission(batch).getState());
        assertEquals(List.of(DeliveryState.NOT_SENT, DeliveryState.NOT_SENT), desk.states(batch));
        Report last = desk.firstTimeline(batch).get(1);
        assertEquals(ReportSource.PERSON, last.getSource());
        assertEquals("given_up", last.getReason());
        assertEquals("Given up by a person, without knowing whether Sinch has it.", Sentences.ENGLISH.ofStored(last.getDetail()));
        desk.clock.pass(Duration.ofDays(1));
        assertFalse(desk.worker().step());
        assertEquals(1, desk.sender.calls().size());
    }

    @Test
    void adoptedItIsSentUnderThatId() {
        assertEquals("It is linked to that batch. Reports of it count from now on.", desk.unsure().adopt(id, " 01FOUND ", "anna"));
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(List.of("01FOUND"), desk.providerIds(batch));
        assertEquals(List.of(DeliveryState.ACCEPTED, DeliveryState.ACCEPTED), desk.states(batch));
        assertEquals(ReportSource.PERSON, desk.firstTimeline(batch).get(1).getSource());
        assertEquals(List.of("sms 01FOUND"), desk.linked);
    }

    @Test
    void theIdOfAnotherMessageIsNotAdopted() {
        desk.sender.then(new Accepted("01OTHER", null));
        desk.composed(1);
        desk.worker().step();
        assertEquals("This batch id belongs to another message. Look up the client reference " + id + " at Sinch.",
            refused(ProblemType.INVALID, () -> desk.unsure().adopt(id, "01OTHER", "anna")));
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        assertEquals(List.of(), desk.providerIds(batch));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two words", "é", "a\nb"})
    void whatCannotBeAnIdIsNotAdopted(String providerId) {
        assertEquals("This is no batch id of Sinch. It is one word of at most 128 letters, digits, - and _.",
            refused(ProblemType.INVALID, () -> desk.unsure().adopt(id, providerId, "anna")));
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
    }

    @Test
    void anOverlongOrMissingIdIsNotAdopted() {
        refused(ProblemType.INVALID, () -> desk.unsure().adopt(id, "x".repeat(129), "anna"));
        refused(ProblemType.INVALID, () -> desk.unsure().adopt(id, null, "anna"));
    }

    @Test
    void aDecidedOneIsNotDecidedTwice() {
        desk.unsure().resend(id, null, "anna");
        String sentence = "It is no longer unsure: its state is WAITING now. Nothing was changed.";
        assertEquals(sentence, refused(ProblemType.INVALID, () -> desk.unsure().resend(id, null, "bo")));
        assertEquals(sentence, refused(ProblemType.INVALID, () -> desk.unsure().giveUp(id, "bo")));
        assertEquals(sentence, refused(ProblemType.INVALID, () -> desk.unsure().adopt(id, "01FOUND", "bo")));
        assertEquals("Put back by anna, to be sent again.", Sentences.ENGLISH.ofStored(desk.submission(batch).getOutcome()));
        assertEquals(0, desk.count("provider_ref"));
    }

    @Test
    void anUnknownOneIsNotFound() {
        refused(ProblemType.NOT_FOUND, () -> desk.unsure().resend("01M86PTPG0000000000000000", null, "anna"));
        refused(ProblemType.NOT_FOUND, () -> desk.unsure().giveUp("' or 1=1", "anna"));
    }

    private static String refused(ProblemType type, Executable decision) {
        ProblemException refused = assertThrows(ProblemException.class, decision);
        assertEquals(type, refused.type());
        return refused.getMessage();
    }
}
