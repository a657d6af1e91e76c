package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.ProxyRefused;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.wording.Sentences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An answer about the account stops sending and costs no message; a single message that always gets it is given up")
class AccountAnswersTest {
    private static final AccountRefused BLOCKED = new AccountRefused(403, "blocked_account", "The account is blocked");
    private static final AccountRefused FILTERED = new AccountRefused(403, "", "Not this word");
    private static final Refused INVALID = new Refused(400, "syntax_invalid_parameter_format", "Invalid MSISDN");
    private final TestDesk desk = new TestDesk();

    @Test
    void theMessageWaitsSendingStopsAndTheBannerSaysWhatToDo() {
        String batch = after(BLOCKED);
        waits(batch, "Sinch, or a filter on the way, takes no messages from this account (HTTP 403, blocked_account). Ask Sinch about the "
            + "account; "
            + "perhaps it is out of credit. Then resume sending. Sinch says: The account is blocked.");
        desk.clock.pass(Duration.ofDays(3));
        assertFalse(desk.worker().step());
        assertEquals(1, desk.sender.calls().size());
        desk.gate().resume("anna");
        assertTrue(desk.worker().step());
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
    }

    @Test
    void eachAnswerHasItsAdvice() {
        says(new AccountRefused(404, "", ""), "(HTTP 404). Check region and service plan id. Then resume sending.");
        says(new AccountRefused(402, "", ""), "(HTTP 402). Ask Sinch about the account; perhaps it is out of credit. Then resume sending.");
        says(new AccountRefused(403, "missing_callback_url", ""),
            "Check SMSDESK_PUBLIC_URL, or set a callback URL of the service plan. Then resume sending.");
        says(new AccountRefused(413, "", ""),
            "(HTTP 413). Check service plan id, region, what the account may do, and any filter between this server and Sinch. Then resume "
            + "sending.");
    }

    @Test
    void aProxyThatOpensNoTunnelIsNamed() {
        String batch = after(new ProxyRefused("proxy.example:3128", "HTTP 407"));
        waits(batch, "The proxy proxy.example:3128 opened no connection to Sinch (HTTP 407). Nothing was sent. "
            + "It asks for a user and password, or does not accept those that it got: check SMSDESK_HTTP_PROXY_USER and "
                + "SMSDESK_HTTP_PROXY_PASSWORD, "
            + "then resume sending.");
        assertEquals("proxy.example:3128", desk.gate().hold().orElseThrow().heldBy());
        assertTrue(desk.gate().refused().isEmpty(), "asking goes on");
    }

    @Test
    void theSameAnswerAgainIsFinalOnceAnotherMessageWasAccepted() {
        String odd = after(FILTERED);
        desk.clock.pass(Duration.ofMinutes(1));
        desk.gate().resume("anna");
        String other = desk.composed(1);
        desk.sender.then(FILTERED);
        desk.restartedWorker(TestDesk.SMS).step();   // the odd one is first in its queue, and sending stops again
        waits(odd, Sentences.ENGLISH.ofStored(desk.submission(odd).getOutcome()));
        desk.clock.pass(Duration.ofMinutes(1));
        desk.gate().resume("anna");
        step();   // now it is behind the other one
        assertEquals(SubmissionState.SENT, desk.submission(other).getState());
        desk.sender.then(FILTERED);
        step();
        assertEquals(SubmissionState.GIVEN_UP, desk.submission(odd).getState());
        assertEquals("Sinch refused it (HTTP 403): Not this word. Put right what Sinch names, then compose a new batch.",
            Sentences.ENGLISH.ofStored(desk.submission(odd).getOutcome()));
        assertEquals(List.of(DeliveryState.REJECTED_BY_API), desk.states(odd));
        assertTrue(desk.gate().hold().isEmpty(), "sending goes on");
    }

    @Test
    void outOfCreditAgainAfterSomeWereAcceptedIsStillAboutTheAccount() {
        AccountRefused credit = new AccountRefused(403, "BILLING_CREDIT_LIMIT_BREACHED", "", "The account is out of credit.");
        String first = after(credit);
        String second = desk.composed(1);
        desk.gate().resume("anna");
        desk.sender.then(new Accepted("01ABC", null));
        desk.sql("update submission set next_attempt_at = ? where batch_id = ?", java.time.LocalDateTime.parse("2026-11-24T11:00:00"),
            second);
        step();
        assertEquals(SubmissionState.SENT, desk.submission(second).getState());
        desk.sender.then(credit);
        step();
        waits(first, "Sinch, or a filter on the way, takes no messages from this account (HTTP 403, BILLING_CREDIT_LIMIT_BREACHED). "
            + "The account is out of credit. Then resume sending.");
    }

    @Test
    void anotherAnswerStopsSendingAgain() {
        String odd = after(BLOCKED);
        desk.clock.pass(Duration.ofMinutes(1));
        String other = desk.composed(1);
        desk.sql("update submission set next_attempt_at = ? where batch_id = ?", java.time.LocalDateTime.parse("2026-11-24T11:00:00"),
            other);
        desk.gate().resume("anna");
        step();
        assertEquals(SubmissionState.SENT, desk.submission(other).getState());
        desk.sender.then(new AccountRefused(404, "", ""));
        step();
        waits(odd, Sentences.ENGLISH.ofStored(desk.submission(odd).getOutcome()));
    }

    @Test
    void anAcceptanceBeforeTheAnswerProvesNothing() {
        after(new Accepted("01ABC", null));
        desk.clock.pass(Duration.ofMinutes(1));
        String batch = after(BLOCKED);
        desk.gate().resume("anna");
        desk.sender.then(BLOCKED);
        step();
        waits(batch, Sentences.ENGLISH.ofStored(desk.submission(batch).getOutcome()));
    }

    @Test
    void twentyFinalAnswersAlikeStopSendingAndTheRestWaits() {
        List<String> batches = refusals(25);
        IntStream.range(0, 20).forEach(i -> step());
        assertFalse(desk.worker().step());
        assertEquals(20, batches.stream().filter(batch -> desk.submission(batch).getState() == SubmissionState.GIVEN_UP).count());
        assertEquals(5, batches.stream().filter(batch -> desk.submission(batch).getState() == SubmissionState.WAITING).count());
        assertEquals("The last 20 messages were all refused (HTTP 400, syntax_invalid_parameter_format). The others wait. Withdraw what "
            + "is wrong, "
            + "or put right what Sinch names; then resume sending. Sinch says: Invalid MSISDN.",
                Sentences.ENGLISH.ofStored(desk.gate().hold().orElseThrow().reason()));
        desk.clock.pass(Duration.ofSeconds(1));
        desk.gate().resume("anna");
        desk.clock.pass(Duration.ofSeconds(1));
        IntStream.range(0, 5).forEach(i -> step());
        assertEquals(25, batches.stream().filter(batch -> desk.submission(batch).getState() == SubmissionState.GIVEN_UP).count(),
            "counted anew");
    }

    @Test
    void aCallUnderWayWhenTheTwentiethIsRefusedWaitsToo() {
        List<String> batches = refusals(19);
        IntStream.range(0, 19).forEach(i -> step());
        desk.sender.then(call -> {
            desk.sender.then(INVALID);
            desk.composed(1);
            step();   // on another node, and quicker
            return INVALID;
        });
        String late = desk.composed(1);
        step();
        assertEquals(SubmissionState.WAITING, desk.submission(late).getState());
        assertEquals(0, desk.submission(late).getAttempts());
        assertTrue(desk.gate().hold().isPresent());
        assertEquals(19, batches.size());
    }

    @Test
    void aSuccessOrAnotherCodeBetweenThemCountsFromTheBeginning() {
        refusals(19);
        IntStream.range(0, 19).forEach(i -> step());
        after(new Accepted("01ABC", null));
        refusals(19);
        IntStream.range(0, 19).forEach(i -> step());
        after(new Refused(403, "unknown_group", ""));
        refusals(19);
        IntStream.range(0, 19).forEach(i -> step());
        assertTrue(desk.gate().hold().isEmpty());
        refusals(1);
        step();
        assertTrue(desk.gate().hold().isPresent());
    }

    @Test
    void whatAPersonWithdrewIsNoAnswer() {
        refusals(19);
        IntStream.range(0, 19).forEach(i -> step());
        String blocked = after(BLOCKED);
        desk.actions().cancel(blocked, "anna");
        assertNull(desk.submission(blocked).refusedSince("403 blocked_account"));
        desk.gate().resume("anna");
        assertTrue(desk.gate().hold().isEmpty());
    }

    private List<String> refusals(int count) {
        List<String> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            desk.sender.then(INVALID);
            batches.add(desk.composed(1));
            desk.clock.pass(Duration.ofMillis(1));
        }
        return batches;
    }

    private void says(AccountRefused refused, String end) {
        String batch = after(refused);
        String reason = Sentences.ENGLISH.ofStored(desk.gate().hold().orElseThrow().reason());
        assertTrue(reason.endsWith(end), reason);
        desk.actions().cancel(batch, "anna");
        desk.gate().resume("anna");
    }

    private void waits(String batch, String sentence) {
        Submission submission = desk.submission(batch);
        assertEquals(SubmissionState.WAITING, submission.getState());
        assertEquals(0, submission.getAttempts());
        assertEquals(sentence, Sentences.ENGLISH.ofStored(submission.getOutcome()));
        assertEquals(sentence, Sentences.ENGLISH.ofStored(desk.gate().hold().orElseThrow().reason()));
        assertEquals(List.of(DeliveryState.WAITING), desk.states(batch));
    }

    private String after(SendOutcome outcome) {
        desk.sender.then(outcome);
        String batch = desk.composed(1);
        step();
        return batch;
    }

    /** A worker of a node that has just started: nothing is remembered but what the database keeps. */
    private void step() {
        desk.clock.pass(Duration.ofMillis(1));
        assertTrue(desk.worker().step());
    }
}
