package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Account;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.table.OtherAccounts;
import dev.smsdesk.send.SendingAccounts;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome.Unauthorised;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A message for one account never goes through another")
class AccountTest {
    private static final Account OTHER = Account.ofPlan("plan-2", "eu", "token");
    private final TestDesk desk = new TestDesk();

    @Test
    void composedInTheSandboxItIsNeverSentThroughSinch() {
        String batch = desk.outbox(TestDesk.SANDBOX).enqueue(TestDesk.order(1), "anna", null);
        for (int day = 0; day < 3; day++) {
            assertFalse(desk.worker(TestDesk.SMS).step());
            desk.clock.pass(Duration.ofDays(1));
        }
        assertEquals(0, desk.sender.calls().size());
        assertEquals(SubmissionState.WAITING, desk.submission(batch).getState());
        assertTrue(desk.worker(TestDesk.SANDBOX).step(), "it waits for the sandbox");
    }

    @Test
    void anotherServicePlanIsAnotherAccount() {
        desk.composed(1);
        assertFalse(desk.worker(OTHER).step());
        assertEquals(0, desk.sender.calls().size());
    }

    @Test
    void theOneDueLongestGoesFirst() {
        String first = desk.submission(desk.composed(1)).getId();
        desk.clock.pass(Duration.ofSeconds(1));
        String second = desk.submission(desk.composed(1)).getId();
        desk.worker().step();
        desk.worker().step();
        assertEquals(List.of(first, second), desk.sender.calls().stream().map(OutgoingMessage::reference).toList());
    }

    @Test
    void oneStandsStillTheOtherSends() {
        String held = desk.composed(1);
        String free = desk.outbox(OTHER).enqueue(TestDesk.order(1), "anna", null);
        desk.gate(TestDesk.SMS).pause("anna", "a wrong text");
        desk.gate(TestDesk.SMS).unauthorised("no");
        assertFalse(desk.worker(TestDesk.SMS).step());
        assertTrue(desk.worker(OTHER).step());
        assertEquals(SubmissionState.WAITING, desk.submission(held).getState());
        assertEquals(SubmissionState.SENT, desk.submission(free).getState());
        SendingAccounts both = desk.accounts(TestDesk.SMS, OTHER);
        assertEquals("a wrong text", both.hold().orElseThrow().reason());
        both.resume("anna");
        assertTrue(desk.worker(TestDesk.SMS).step());
        assertEquals(SubmissionState.SENT, desk.submission(held).getState());
    }

    @Test
    void messagesOfAnAccountThatIsNotConfiguredWaitAndAreListed() {
        String first = desk.composed(1);
        desk.clock.pass(Duration.ofSeconds(1));
        desk.composed(2500);
        desk.outbox(TestDesk.SANDBOX).enqueue(TestDesk.order(1), "anna", null);
        assertEquals(List.of(new OtherAccounts.WaitingCalls("sms:plan-1", 4, first)),
            new OtherAccounts(desk.tx, List.of("sandbox:sms", "sms:plan-2")).waiting());
        assertEquals(List.of(), new OtherAccounts(desk.tx, List.of("sandbox:sms", "sms:plan-1")).waiting());
    }

    @Test
    void aSubmissionWhoseCredentialsWereRefusedGoesBehindTheOthers() {
        String first = desk.composed(1);
        desk.clock.pass(Duration.ofSeconds(1));
        String second = desk.composed(1);
        desk.clock.pass(Duration.ofSeconds(1));
        desk.sender.then(new Unauthorised("no"));
        assertTrue(desk.worker().step());
        desk.gate().resume("anna");
        assertTrue(desk.worker().step());
        assertEquals(SubmissionState.WAITING, desk.submission(first).getState());
        assertEquals(SubmissionState.SENT, desk.submission(second).getState());
    }
}
