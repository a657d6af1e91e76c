package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.compose.Order;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.Recipient;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.worker.TestDesk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An order is stored whole or not at all, and waits for a worker")
class OutboxTest {
    private final TestDesk desk = new TestDesk();

    @Test
    void theBatchIsWhatWasOrdered() {
        String id = desk.outbox().enqueue(new Order("SMS Desk", TestDesk.numbers(2), "Hej 😀\n<b>", "Autumn"), "anna", null);
        Batch batch = desk.messages.batch(id).orElseThrow();
        assertEquals("SMS Desk", batch.getSender());
        assertEquals("Hej 😀\n<b>", batch.getText());
        assertEquals("Autumn", batch.getName());
        assertEquals("sms:plan-1", batch.getAccount());
        assertEquals(2, batch.getRecipientCount());
        assertEquals(TestDesk.NOON, batch.getCreatedAt());
        assertEquals("anna", batch.getCreatedBy());
    }

    @Test
    void itWaitsAsOneSubmissionDueAtOnce() {
        Submission submission = desk.submission(desk.composed(2));
        assertEquals(SubmissionState.WAITING, submission.getState());
        assertEquals("sms:plan-1", submission.getAccount());
        assertEquals(0, submission.getAttempts());
        assertEquals(TestDesk.NOON, submission.getNextAttemptAt());
        assertNull(submission.getOutcome());
    }

    @Test
    void recipientsWaitInTheOrderTheyWereGivenIn() {
        List<PhoneNumber> to = List.of(new PhoneNumber("46709999999"), new PhoneNumber("46700000001"), new PhoneNumber("4670555555"));
        String id = desk.outbox().enqueue(new Order("123", to, "Hello", null), "anna", null);
        List<Recipient> recipients = desk.messages.recipients(id, null, 10).items();
        assertEquals(List.of("+46709999999", "+46700000001", "+4670555555"), recipients.stream().map(Recipient::getNumber).toList());
        assertEquals(List.of(DeliveryState.WAITING, DeliveryState.WAITING, DeliveryState.WAITING), desk.states(id));
    }

    @Test
    void oneCallTakesAThousand() {
        String id = desk.composed(2001);
        List<Submission> calls = desk.messages.calls(id, 100).some();
        assertEquals(3, calls.size());
        while (desk.worker().step()) {
            desk.clock.pass(Duration.ofMillis(1));
        }
        assertEquals(List.of(1000, 1000, 1), desk.sender.calls().stream().map(call -> call.to().size()).toList());
        assertEquals(TestDesk.numbers(2001).stream().map(PhoneNumber::e164).toList(),
            desk.sender.calls().stream().flatMap(call -> call.to().stream()).toList());
    }

    @Test
    void tenThousandTakeAFewSeconds() {
        desk.composed(10);
        long begun = System.nanoTime();
        String id = desk.composed(10_000);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertEquals(10_000, desk.messages.counts(id).get(DeliveryState.WAITING));
        assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took::toString);
    }

    @Test
    void aFaultInTheLastRowLeavesNothing() {
        List<PhoneNumber> twice = List.of(new PhoneNumber("46701234567"), new PhoneNumber("46701234567"));
        assertThrows(RuntimeException.class, () -> desk.outbox().enqueue(new Order("123", twice, "Hello", null), "anna", null));
        assertEquals(0, desk.count("batch"));
        assertEquals(0, desk.count("submission"));
        assertEquals(0, desk.count("recipient"));
    }

    @Test
    void theWorkersAreWokenOnceItIsCommitted() {
        AtomicInteger seen = new AtomicInteger();
        Outbox outbox = new Outbox(desk.tx, desk.ids, desk.deliveries, desk.clock, desk.accounts(TestDesk.SMS), desk.planner(),
            () -> seen.addAndGet((int) desk.count("submission")));
        outbox.enqueue(TestDesk.order(1), "anna", null);
        assertEquals(1, seen.get());
    }

    @Test
    void whereSendingIsOffNothingIsTaken() {
        Outbox outbox = new Outbox(desk.tx, desk.ids, desk.deliveries, desk.clock, desk.off("Set SMSDESK_PUBLIC_URL to an https address."),
            desk.planner(), () -> { });
        ProblemException refused = assertThrows(ProblemException.class, () -> outbox.enqueue(TestDesk.order(1), "anna", null));
        assertEquals(ProblemType.SENDING_OFF, refused.type());
        assertEquals("Set SMSDESK_PUBLIC_URL to an https address.", refused.getMessage());
        assertEquals(0, desk.count("batch"));
    }

    @Test
    void whereSendingIsPausedOrdersWait() {
        desk.gate().pause("anna", "Wait");
        assertEquals(SubmissionState.WAITING, desk.submission(desk.composed(1)).getState());
    }

    @Test
    void aVeryLongUserNameIsCut() {
        String id = desk.outbox().enqueue(TestDesk.order(1), "cn=" + "x".repeat(300), null);
        assertEquals(200, desk.messages.batch(id).orElseThrow().getCreatedBy().length());
    }

    @Test
    void sqlInATextIsText() {
        String id = desk.outbox().enqueue(new Order("O'Hara", TestDesk.numbers(1), "'); delete from batch; --", "\\' or 1=1"), "anna",
            null);
        Batch batch = desk.messages.batch(id).orElseThrow();
        assertEquals("'); delete from batch; --", batch.getText());
        assertEquals("\\' or 1=1", batch.getName());
        assertEquals("O'Hara", batch.getSender());
    }
}
