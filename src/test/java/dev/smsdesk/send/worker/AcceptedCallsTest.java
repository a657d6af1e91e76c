package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.AcceptedCalls;
import dev.smsdesk.message.table.AcceptedCalls.AcceptedCall;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.store.FrozenTransaction;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Accepted calls are recorded together; one that fails in the group is recorded alone")
class AcceptedCallsTest {
    private final TestDesk desk = new TestDesk();

    private Set<AcceptedCall> record(AcceptedCall... calls) {
        return desk.tx.sql(connection -> new AcceptedCalls(desk.deliveries).record(connection, Channel.SMS, List.of(calls)));
    }

    private AcceptedCall accepted(String batch, String providerId) {
        return new AcceptedCall(desk.submission(batch).getId(), List.of("46701000000", "46701000001"), providerId,
            TestDesk.NOON.plusNanos(1_999));
    }

    @Test
    void allAtOnceAsEachByItself() {
        List<String> batches = List.of(desk.composed(2), desk.composed(2), desk.composed(2));
        AcceptedCall[] calls = batches.stream().map(batch -> accepted(batch, "P" + batches.indexOf(batch))).toArray(AcceptedCall[]::new);
        assertEquals(Set.of(calls), record(calls));
        assertEquals(Set.of(calls), record(calls), "safe to repeat");
        for (String batch : batches) {
            assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
            assertEquals(List.of(DeliveryState.ACCEPTED, DeliveryState.ACCEPTED), desk.states(batch));
            assertEquals(List.of("P" + batches.indexOf(batch)), desk.providerIds(batch));
            assertEquals(TestDesk.NOON.plusNanos(1_000), desk.firstTimeline(batch).get(0).getReportedAt());
        }
        assertEquals(6, desk.count("report"));
    }

    @Test
    void anIdOfAnotherSubmissionALockedOneAndASecondIdAreLeftOut() {
        String first = desk.composed(2);
        String foreign = desk.composed(2);
        String frozen = desk.composed(2);
        AcceptedCall ours = accepted(first, "P1");
        try (FrozenTransaction node = new FrozenTransaction(desk.tx, em -> DeliveryLog.locked(em, desk.submission(frozen).getId()))) {
            assertEquals(Set.of(ours), record(ours, accepted(first, "P2"), accepted(foreign, "P1"), accepted(frozen, "P3")));
        }
        assertEquals(List.of("P1"), desk.providerIds(first));
        assertEquals(SubmissionState.WAITING, desk.submission(foreign).getState());
        assertEquals(SubmissionState.WAITING, desk.submission(frozen).getState());
        assertEquals(Set.of(), record(accepted(foreign, "P1")));
        assertEquals(Set.of(accepted(frozen, "P3")), record(accepted(frozen, "P3")));
    }

    @Test
    void callsThatEndTogetherAreAllRecordedAlsoTheOneWithAForeignId() {
        desk.sender.recipientsOfACall(1);
        CountDownLatch all = new CountDownLatch(12);
        IntStream.range(0, 12).forEach(i -> desk.sender.then(call -> {
            all.countDown();
            awaitQuietly(all);
            return new Accepted("P" + Math.max(1, i), null);   // the first two have the same
        }));
        String batch = desk.composed(12);
        try (SubmissionWorkers workers = desk.workers(12)) {
            workers.start();
            SubmissionWorkersTest.until(() -> desk.submissions(batch).stream()
                .allMatch(one -> one.getState() != SubmissionState.WAITING && one.getState() != SubmissionState.SENDING));
        }
        assertEquals(11, desk.submissions(batch).stream().filter(one -> one.getState() == SubmissionState.SENT).count());
        assertEquals(1, desk.submissions(batch).stream().filter(one -> one.getState() == SubmissionState.UNSURE).count());
        assertEquals(11, desk.providerIds(batch).size());
        SubmissionWorkersTest.until(() -> desk.linked.size() == 11);
        assertEquals(Set.of(batch), Set.copyOf(desk.settled));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
