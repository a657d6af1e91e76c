package dev.smsdesk.send.worker;

import static dev.smsdesk.store.Concurrently.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Account;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.AccountRefused;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.store.Concurrently;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stopped, slow or failing account does not slow the other, of either API")
class TwoAccountsTest {
    private final TestDesk desk = new TestDesk();

    private void composed(Account account, int batches) {
        IntStream.range(0, batches).forEach(i -> desk.outbox(account).enqueue(TestDesk.order(1), "anna", null));
    }

    private long in(Account account, SubmissionState state) {
        return desk.count("submission where account = '" + account.id() + "' and state = '" + state + "'");
    }

    @Test
    void whileCallsOfOneHangTheOtherSends() {
        CountDownLatch release = new CountDownLatch(1);
        IntStream.range(0, 4).forEach(i -> desk.appSender.then(call -> {
            Concurrently.await(release);
            return new Accepted("M-" + call.reference(), null);
        }));
        composed(TestDesk.APP, 4);
        composed(TestDesk.SMS, 20);
        try (SubmissionWorkers app = desk.workers(TestDesk.APP, 2); SubmissionWorkers sms = desk.workers(TestDesk.SMS, 2)) {
            app.start();
            sms.start();
            assertTrue(eventually(() -> in(TestDesk.SMS, SubmissionState.SENT) == 20), "all of the other account's");
            assertEquals(0, in(TestDesk.APP, SubmissionState.SENT));
            release.countDown();
            assertTrue(eventually(() -> in(TestDesk.APP, SubmissionState.SENT) == 4));
        }
    }

    @Test
    void anAccountThatSinchRefusesIsHeldAloneAndItsMessagesWait() {
        desk.appSender.then(new AccountRefused(404, "NOT_FOUND", "app not found", "Check SINCH_APP_ID."));
        composed(TestDesk.APP, 3);
        composed(TestDesk.SMS, 3);
        try (SubmissionWorkers app = desk.workers(TestDesk.APP, 1); SubmissionWorkers sms = desk.workers(TestDesk.SMS, 1)) {
            app.start();
            assertTrue(eventually(() -> desk.gate(TestDesk.APP).hold().isPresent()));
            sms.start();
            assertTrue(eventually(() -> in(TestDesk.SMS, SubmissionState.SENT) == 3));
        }
        assertEquals(3, in(TestDesk.APP, SubmissionState.WAITING));
        assertEquals(Optional.empty(), desk.gate(TestDesk.SMS).hold());
        assertTrue(desk.gate(TestDesk.APP).hold().orElseThrow().reason().contains("Check SINCH_APP_ID."),
            desk.gate(TestDesk.APP).hold().orElseThrow().reason());
    }

    @Test
    void aRateThatSinchLimitsIsThatOfTheOneAccount() {
        IntStream.range(0, 3).forEach(i -> desk.appSender.then(new Later(429, null)));
        composed(TestDesk.APP, 3);
        composed(TestDesk.SMS, 10);
        try (SubmissionWorkers app = desk.workers(TestDesk.APP, 3); SubmissionWorkers sms = desk.workers(TestDesk.SMS, 3)) {
            app.start();
            sms.start();
            assertTrue(eventually(() -> in(TestDesk.SMS, SubmissionState.SENT) == 10 && desk.appSender.calls().size() == 3));
        }
        assertEquals(3, in(TestDesk.APP, SubmissionState.WAITING));
    }
}
