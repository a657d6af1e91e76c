package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.compose.Order;
import dev.smsdesk.message.Batch;
import dev.smsdesk.message.BatchStatus;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.table.CallPlan.Cut;
import dev.smsdesk.message.table.DraftTable;
import dev.smsdesk.message.table.Drafts;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.worker.TestDesk;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.wording.Sentences;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A batch has one status, and each action on it happens once or is refused with a sentence")
class BatchLifeTest {
    private final TestDesk desk = new TestDesk();
    private final BatchActions actions = desk.actions();
    private final BatchEnds ends = new BatchEnds(desk.tx, List.of(TestDesk.SMS.id()));

    @Test
    void aDraftIsSentOnlyOnceItIsConfirmed() {
        String id = draft(TestDesk.order(3), "k");
        assertEquals(BatchStatus.DRAFT, status(id));
        assertEquals(0, desk.count("submission"));
        assertFalse(desk.worker().step());
        desk.outbox().confirm(id, 0, "anna");
        assertEquals(BatchStatus.SENDING, status(id));
        assertEquals(TestDesk.numbers(3).stream().map(PhoneNumber::e164).toList(),
            desk.messages.recipients(id, null, 10).items().stream().map(r -> r.getNumber()).toList());
        assertTrue(desk.worker().step());
        assertEquals(0, desk.count("draft"));
        assertEquals(0, desk.count("draft_chunk"));
    }

    @Test
    void confirmingTwiceIsOneConfirmation() {
        String id = draft(TestDesk.order(3), "k");
        desk.outbox().confirm(id, 0, "anna");
        desk.outbox().confirm(id, 0, "bo");
        assertEquals(1, desk.count("submission"));
        assertEquals(1, batch(id).getVersion());
    }

    @Test
    void whoConfirmsWhatWasChangedMeanwhileIsAsked() {
        String id = draft(TestDesk.order(3), "k");
        assertEquals(id, draft(new Order("MyShop", TestDesk.numbers(2), "Another text", "Name"), "k"), "the same form");
        assertEquals("This draft was changed after it was shown to you. Nothing was sent; look at it again.",
            assertThrows(ProblemException.class, () -> desk.outbox().confirm(id, 0, "anna")).getMessage());
        assertEquals(BatchStatus.DRAFT, status(id));
        desk.outbox().confirm(id, 1, "anna");
        assertEquals("Another text", batch(id).getText());
        assertEquals(2, desk.count("recipient"));
    }

    @Test
    void aStaleEditFails() {
        String id = draft(TestDesk.order(3), "k");
        draft(new Order("MyShop", TestDesk.numbers(2), "By anna", null), "k");
        ProblemException refused = assertThrows(ProblemException.class,
            () -> desk.outbox().draft(new Order("MyShop", TestDesk.numbers(1), "By bo", null),
            typed("k"), 0L, "anna", BatchLifeTest::once));
        assertEquals(ProblemType.TOO_LATE, refused.type());
        assertEquals("Another person has changed this draft. Look at it again.", refused.getMessage());
        assertEquals("By anna", batch(id).getText());
        assertEquals(2, batch(id).getRecipientCount());
    }

    @Test
    void anotherMessageFromAFormThatWasSentIsADraftOfItsOwn() {
        String first = draft(TestDesk.order(1), "k");
        desk.outbox().confirm(first, 0, "anna");
        Outbox.Drafted second = desk.outbox().draft(new Order("MyShop", TestDesk.numbers(1), "Another", null), typed("k"), null, "anna",
            BatchLifeTest::once);
        assertTrue(second.besideAnother());
        assertEquals(BatchStatus.DRAFT, status(second.batchId()));
        assertEquals("Hello", batch(first).getText());
    }

    @Test
    void aKillBetweenConfirmAndEachChunkGoesOn() {
        String id = draft(TestDesk.order(2_500), "k");
        desk.sql("update batch set status = 'SENDING', version = 1 where id = ?", id);   // confirmed, and killed before the first chunk
        Cut cut = new Cut(Channel.SMS, 1000, TestDesk.NOON);
        assertEquals(0, desk.count("recipient"));
        desk.planner().begin(id, cut, 1);
        assertEquals(1_000, desk.count("recipient"));
        assertTrue(desk.worker().step());
        ends.lookAtAll();
        assertEquals(BatchStatus.SENDING, status(id), "not all of its calls are planned");
        desk.planner().begin(id, cut, 1);
        assertEquals(2_000, desk.count("recipient"));
        desk.planner().begin(id, cut, 10);
        assertEquals(2_500, desk.count("recipient"));
        assertEquals(TestDesk.numbers(2_500).stream().map(PhoneNumber::e164).toList(),
            desk.messages.recipients(id, null, 3_000).items().stream().map(r -> r.getNumber()).toList());
        sendAll();
        assertEquals(BatchStatus.FINISHED, status(id));
        assertEquals(List.of(1000, 1000, 500), desk.sender.calls().stream().map(call -> call.to().size()).toList());
    }

    @Test
    void pausedNothingBeginsAndResumedItGoesOn() {
        String id = desk.composed(1_001);
        actions.pause(id, "anna");
        actions.pause(id, "bo");
        assertFalse(desk.worker().step());
        assertEquals(BatchStatus.PAUSED, status(id));
        assertEquals(1, batch(id).getVersion());
        actions.resume(id, "anna");
        sendAll();
        assertEquals(BatchStatus.FINISHED, status(id));
        assertEquals(2, batch(id).getVersion());
        assertEquals("All its calls have been made: Sinch has the messages. It cannot be paused. Nothing was changed.",
            refused(() -> actions.pause(id, "anna")));
        assertEquals("All its calls have been made: Sinch has the messages. It cannot be resumed. Nothing was changed.",
            refused(() -> actions.resume(id, "anna")));
        assertEquals("All its calls have been made: Sinch has the messages. It cannot be cancelled. Nothing was changed.",
            refused(() -> actions.cancel(id, "anna")));
    }

    @Test
    void cancelledTheRestIsNotSent() {
        String id = desk.composed(1_500);
        assertTrue(desk.worker().step());
        actions.cancel(id, "anna");
        actions.cancel(id, "bo");
        assertFalse(desk.worker().step());
        assertEquals(1, desk.sender.calls().size());
        assertEquals(BatchStatus.CANCELLED, status(id));
        assertEquals(List.of(SubmissionState.SENT, SubmissionState.GIVEN_UP), desk.messages.calls(id, 9).some().stream()
            .map(s -> s.getState()).sorted().toList());
        assertEquals("Withdrawn by anna before it was sent.", desk.messages.calls(id, 9).some().stream()
            .map(s -> Sentences.ENGLISH.ofStored(s.getOutcome())).filter(Objects::nonNull).findFirst().orElseThrow());
        assertEquals(500L, desk.messages.counts(id).get(DeliveryState.NOT_SENT));
        assertEquals("It was cancelled. It cannot be resumed. Nothing was changed.", refused(() -> actions.resume(id, "anna")));
    }

    @Test
    void aCancelledDraftLeavesNothing() {
        String id = draft(TestDesk.order(3), "k");
        actions.cancel(id, "anna");
        assertEquals(0, desk.count("draft_chunk"));
        assertEquals("It was cancelled. Nothing was sent.",
            assertThrows(ProblemException.class, () -> desk.outbox().confirm(id, 1, "anna")).getMessage());
    }

    @Test
    void whatSinchMayHaveIsNotWithdrawn() {
        desk.sender.then(new Unsure("Answered 500."));
        String id = desk.composed(2);
        desk.worker().step();
        actions.cancel(id, "anna");
        assertEquals(SubmissionState.UNSURE, desk.submission(id).getState());
        String submission = desk.submission(id).getId();
        assertEquals("Its batch was cancelled: nothing of it is sent again. Nothing was changed.",
            refused(() -> desk.unsure().resend(submission, null, "anna")));
        assertEquals(SubmissionState.UNSURE, desk.submission(id).getState());
    }

    @Test
    void sentAgainItsBatchGoesOn() {
        desk.sender.then(new Unsure("Answered 500."));
        String id = desk.composed(2);
        sendAll();
        assertEquals(BatchStatus.FINISHED, status(id));
        desk.unsure().resend(desk.submission(id).getId(), null, "anna");
        assertEquals(BatchStatus.SENDING, status(id));
        assertEquals(0, batch(id).getVersion(), "the batch itself was not changed");
        sendAll();
        assertEquals(BatchStatus.FINISHED, status(id));
        assertEquals(SubmissionState.SENT, desk.submission(id).getState());
    }

    @Test
    void thereIsNoSuchBatch() {
        assertEquals("There is no such batch. Check its id.", refused(() -> actions.pause("nothing", "anna")));
    }

    @Test
    void whatWasTypedIsKeptWithTheDraft() {
        String id = draft(TestDesk.order(3), "k");
        Drafts.StoredDraft view = new Drafts(desk.tx).find(id, 2).orElseThrow();
        assertTrue(view.isDraft());
        assertEquals(typed("k"), view.typed());
        assertEquals(TestDesk.numbers(2).stream().map(PhoneNumber::digits).toList(), view.first());
    }

    private void sendAll() {
        while (desk.worker().step()) {
            desk.clock.pass(Duration.ofMillis(1));
        }
        ends.lookAtAll();
    }

    private static String refused(Runnable action) {
        return assertThrows(ProblemException.class, action::run).getMessage();
    }

    private String draft(Order order, String key) {
        return desk.outbox().draft(order, typed(key), null, "anna", k -> new Idempotency("page:anna", k, digest(order))).batchId();
    }

    private static byte[] digest(Order order) {
        byte[] digest = new byte[32];
        byte[] text = order.text().getBytes();
        System.arraycopy(text, 0, digest, 0, Math.min(32, text.length));
        return digest;
    }

    private static Idempotency once(String key) {
        return new Idempotency("page:anna", key, new byte[32]);
    }


    private static DraftTable.Typed typed(String key) {
        return new DraftTable.Typed(key, "+46 70 100 00 00\n", 4, false);
    }

    private Batch batch(String id) {
        return desk.messages.batch(id).orElseThrow();
    }

    private BatchStatus status(String id) {
        return batch(id).getStatus();
    }
}
