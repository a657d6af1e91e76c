package dev.smsdesk.send.worker;

import static dev.smsdesk.send.worker.TestDesk.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Report;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.NotSent;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.wording.Sentences;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each end of a call has its state, its sentence and its number of calls")
class OutcomeTest {
    private final TestDesk desk = new TestDesk();

    @Test
    void theCallCarriesWhatWasComposedAndOurReference() {
        String batch = desk.composed(2);
        desk.worker().step();
        assertEquals(List.of(new OutgoingMessage(List.of("+46701000000", "+46701000001"), "+46700000000", "Hello", TestDesk.CALLBACKS,
            desk.submission(batch).getId())), desk.sender.calls());
    }

    @Test
    void acceptedIsSentAndLinkedAfterTheCommit() {
        Instant at = Instant.parse("2026-11-24T12:00:01.250Z");
        String batch = after(new Accepted("01ABC", at));
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertNull(desk.submission(batch).getOutcome());
        assertEquals(List.of(DeliveryState.ACCEPTED, DeliveryState.ACCEPTED), desk.states(batch));
        assertEquals(List.of("01ABC"), desk.providerIds(batch));
        assertEquals(List.of("sms 01ABC"), desk.linked);
        Report report = desk.firstTimeline(batch).get(0);
        assertEquals(ReportSource.SEND, report.getSource());
        assertEquals("01ABC", report.getProviderId());
        assertEquals(at, report.getReportedAt());
        neverCalledAgain();
    }

    @Test
    void acceptedWithoutATimeIsAcceptedAllTheSame() {
        String batch = after(new Accepted("01ABC", null));
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertNull(desk.firstTimeline(batch).get(0).getReportedAt());
    }

    @Test
    void refusedIsGivenUpWithSinchsCodeAndText() {
        String batch = after(new Refused(403, "illegal_number_type", "Not allowed there"));
        Submission submission = desk.submission(batch);
        assertEquals(SubmissionState.GIVEN_UP, submission.getState());
        assertEquals("Sinch refused it (HTTP 403): illegal_number_type: Not allowed there. Take another kind of sender for this country.",
            Sentences.ENGLISH.ofStored(submission.getOutcome()));
        assertEquals(List.of(DeliveryState.REJECTED_BY_API, DeliveryState.REJECTED_BY_API), desk.states(batch));
        assertEquals("illegal_number_type: Not allowed there.", desk.firstTimeline(batch).get(0).getReason());
        assertNull(desk.firstTimeline(batch).get(0).getDetail(), "these are Sinch's words");
        assertNull(desk.firstTimeline(batch).get(0).getCode(), "an HTTP status is no delivery code: 400 would read as Queued");
        assertEquals(List.of(), desk.linked);
        neverCalledAgain();
    }

    @Test
    void refusedWithoutAReasonSaysSo() {
        String batch = after(new Refused(400, "", ""));
        assertEquals("Sinch refused it (HTTP 400): No reason was given. Put right what Sinch names, then compose a new batch.",
            Sentences.ENGLISH.ofStored(desk.submission(batch).getOutcome()));
        assertNull(desk.firstTimeline(batch).get(0).getReason());
    }

    @Test
    void refusedCredentialsHoldTheGatewayAndDoNotCountAsATry() {
        String batch = after(new Unauthorised("token expired"));
        Submission submission = desk.submission(batch);
        assertEquals(SubmissionState.WAITING, submission.getState());
        assertEquals(0, submission.getAttempts());
        assertEquals(NOON, submission.getNextAttemptAt());
        assertEquals(List.of(DeliveryState.WAITING, DeliveryState.WAITING), desk.states(batch));
        SendingGate.Hold hold = desk.gate().hold().orElseThrow();
        assertEquals("Sinch", hold.heldBy());
        assertEquals("Sinch does not accept the credentials (HTTP 401). Check service plan id, API token and region. Then resume sending."
            + " Sinch says: token expired.", Sentences.ENGLISH.ofStored(hold.reason()));
        neverCalledAgain();
    }

    @Test
    void afterRefusedCredentialsResumingSendsIt() {
        String batch = after(new Unauthorised(""));
        desk.gate().resume("anna");
        assertTrue(desk.worker().step());
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(2, desk.sender.calls().size());
    }

    @Test
    void laterWaitsFiveSecondsOrSo() {
        String batch = after(new Later(503, null));
        waits(batch, "Sinch asked to come again later (HTTP 503). It is tried again automatically.", Duration.ofSeconds(4),
            Duration.ofSeconds(6));
    }

    @Test
    void laterWaitsAsLongAsSinchAsked() {
        String batch = after(new Later(429, Duration.ofSeconds(90)));
        waits(batch, "Sinch asked to come again later (HTTP 429). It is tried again automatically.", Duration.ofSeconds(90),
            Duration.ofSeconds(90));
    }

    @Test
    void notSentIsTriedAgain() {
        String batch = after(new NotSent("ConnectException: Connection refused"));
        waits(batch, "Sinch was not reached, nothing was sent: ConnectException: Connection refused. It is tried again automatically.",
            Duration.ofSeconds(4), Duration.ofSeconds(6));
    }

    @Test
    void severalTriesWaitLongerAndEndWithOneAcceptance() {
        desk.sender.then(new NotSent("no")).then(new Later(429, null)).then(new NotSent("no"));
        String batch = desk.composed(1);
        SubmissionWorker worker = desk.worker();
        int calls = 0;
        for (int seconds = 0; seconds < 60; seconds++) {
            calls += worker.step() ? 1 : 0;
            desk.clock.pass(Duration.ofSeconds(1));
        }
        assertEquals(4, calls);
        assertEquals(4, desk.submission(batch).getAttempts());
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(1, desk.sender.calls().stream().map(OutgoingMessage::reference).distinct().count());
    }

    @Test
    void unsureStaysUnsureHoweverLong() {
        String batch = after(new Unsure("No whole answer within 30 s."));
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        assertEquals("It is not known whether Sinch has it: No whole answer within 30 s. Look it up at Sinch before you decide to send it "
            + "again.",
            Sentences.ENGLISH.ofStored(desk.submission(batch).getOutcome()));
        assertEquals(List.of(DeliveryState.UNSURE, DeliveryState.UNSURE), desk.states(batch));
        assertEquals("no_clear_answer", desk.firstTimeline(batch).get(0).getReason());
        assertEquals("No whole answer within 30 s.", Sentences.ENGLISH.ofStored(desk.firstTimeline(batch).get(0).getDetail()));
        neverCalledAgain();
    }

    @Test
    void aSenderThatThrowsLeavesItUnsure() {
        String batch = after(call -> {
            throw new IllegalStateException("broken");
        });
        assertEquals(SubmissionState.UNSURE, desk.submission(batch).getState());
        neverCalledAgain();
    }

    @Test
    void anIdThatBelongsToAnotherSubmissionLeavesItUnsure() {
        String first = after(new Accepted("01ABC", null));
        String second = after(new Accepted("01ABC", null));
        assertEquals(List.of("01ABC"), desk.providerIds(first));
        assertEquals(List.of(), desk.providerIds(second));
        assertEquals(SubmissionState.UNSURE, desk.submission(second).getState());
        assertEquals("foreign_id", desk.firstTimeline(second).get(0).getReason());
        assertEquals("Sinch answered with an id that it gave to another message before.",
            Sentences.ENGLISH.ofStored(desk.firstTimeline(second).get(0).getDetail()));
        assertEquals(List.of("sms 01ABC"), desk.linked);
    }

    @Test
    void longTextsOfSinchAreCutToWhatIsKept() {
        String batch = after(new Refused(400, "c".repeat(64), "😀".repeat(700)));
        assertTrue(desk.submission(batch).getOutcome().length() <= 1000);
        assertTrue(desk.firstTimeline(batch).get(0).getReason().length() <= 500);
    }

    private String after(SendOutcome outcome) {
        return after(batch -> outcome);
    }

    private String after(java.util.function.Function<OutgoingMessage, SendOutcome> answer) {
        desk.sender.then(answer);
        String batch = desk.composed(2);
        assertTrue(desk.worker().step());
        return batch;
    }

    private void waits(String batch, String sentence, Duration least, Duration most) {
        Submission submission = desk.submission(batch);
        assertEquals(SubmissionState.WAITING, submission.getState());
        assertEquals(sentence, Sentences.ENGLISH.ofStored(submission.getOutcome()));
        assertEquals(1, submission.getAttempts());
        assertEquals(List.of(DeliveryState.WAITING, DeliveryState.WAITING), desk.states(batch));
        Duration wait = Duration.between(NOON, submission.getNextAttemptAt());
        assertTrue(wait.compareTo(least) >= 0 && wait.compareTo(most) <= 0, wait::toString);
        desk.clock.pass(wait.minusMillis(1));
        assertFalse(desk.worker().step());
        desk.clock.pass(Duration.ofMillis(1));
        assertTrue(desk.worker().step());
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(2, desk.sender.calls().size());
    }

    private void neverCalledAgain() {
        int calls = desk.sender.calls().size();
        for (int day = 0; day < 3; day++) {
            desk.clock.pass(Duration.ofDays(1));
            assertFalse(desk.worker().step());
        }
        assertEquals(calls, desk.sender.calls().size());
    }
}
