package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Workers on any number of nodes send each submission once, survive every fault and stop at once")
class SubmissionWorkersTest {
    private final TestDesk desk = new TestDesk();

    @Test
    void twoNodesOfThreeThreadsCallEachSubmissionOnce() {
        List<String> composed = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            composed.add(desk.composed(2));
        }
        try (SubmissionWorkers one = desk.workers(3); SubmissionWorkers other = desk.workers(3)) {
            one.start();
            other.start();
            until(() -> desk.count("provider_ref") == 40 && desk.linked.size() == 40);
        }
        assertEquals(40, desk.sender.calls().size());
        assertEquals(40, desk.sender.calls().stream().map(OutgoingMessage::reference).distinct().count());
        assertEquals(40, desk.linked.size());
        assertTrue(composed.stream().allMatch(batch -> desk.submission(batch).getState() == SubmissionState.SENT
            && desk.submission(batch).getAttempts() == 1));
    }

    @Test
    void wokenTheySendAtOnce() {
        try (SubmissionWorkers workers = desk.workers(1)) {
            workers.start();
            long begun = System.nanoTime();
            for (int i = 1; i <= 8; i++) {
                int calls = i;
                desk.composed(1);
                workers.wake();
                until(() -> desk.linked.size() == calls);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, () -> "eight sleeps of a second would take longer than " + took);
        }
    }

    @Test
    void notWokenTheyLookForThemselves() {
        try (SubmissionWorkers workers = desk.workers(1)) {
            workers.start();
            desk.composed(1);
            until(() -> desk.linked.size() == 1);
        }
    }

    @Test
    void theyAreDaemonsThatSeeTheApplicationsClasses() {
        AtomicReference<Thread> seen = new AtomicReference<>();
        desk.sender.then(call -> {
            seen.set(Thread.currentThread());
            return new Accepted("01ABC", null);
        });
        desk.composed(1);
        try (SubmissionWorkers workers = desk.workers(1)) {
            workers.start();
            until(() -> desk.linked.size() == 1);
            assertTrue(seen.get().isDaemon());
            assertEquals("smsdesk-send-1", seen.get().getName());
            assertSame(SubmissionWorkers.class.getClassLoader(), seen.get().getContextClassLoader());
        }
        until(() -> !seen.get().isAlive());
    }

    @Test
    void aFaultDoesNotEndThem() {
        desk.sender.then(call -> {
            throw new StackOverflowError();
        });
        desk.composed(1);
        desk.composed(1);
        try (SubmissionWorkers workers = desk.workers(1)) {
            workers.start();
            until(() -> desk.linked.size() == 1);
        }
        assertEquals(2, desk.sender.calls().size());
    }

    @Test
    void aListenerThatThrowsDoesNotEndThem() {
        AtomicInteger told = new AtomicInteger();
        desk.composed(1);
        desk.composed(1);
        try (SubmissionWorkers workers = new SubmissionWorkers(desk.tx, desk.deliveries, desk.sending(TestDesk.SMS), TestDesk.pace(),
            desk.clock, (channel, id) -> {
            told.incrementAndGet();
            throw new IllegalStateException("broken");
        }, batches -> { }, 1)) {
            workers.start();
            until(() -> told.get() == 2);
        }
        assertEquals(2, desk.count("provider_ref"));
    }

    @Test
    void closingTakesLessThanThreeTenthsOfASecondAlsoDuringACall() throws InterruptedException {
        CountDownLatch calling = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        desk.sender.then(call -> {
            calling.countDown();
            awaitQuietly(answer);
            return new Accepted("01ABC", null);
        });
        String batch = desk.composed(1);
        String later = desk.composed(1);
        SubmissionWorkers workers = desk.workers(2);
        desk.gate().resume("anna");
        workers.start();
        assertTrue(calling.await(5, TimeUnit.SECONDS));
        until(() -> desk.submission(later).getState() == SubmissionState.SENT);
        long begun = System.nanoTime();
        workers.close();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertTrue(millis < 300, () -> millis + " ms");
        String never = desk.composed(1);
        answer.countDown();
        until(() -> desk.submission(batch).getState() == SubmissionState.SENT);
        assertEquals(SubmissionState.WAITING, desk.submission(never).getState(), "no new call after closing");
    }

    @Test
    void aCallThatTakesLongHoldsUpNoOther() throws InterruptedException {
        CountDownLatch calling = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        desk.sender.recipientsOfACall(1).then(call -> {
            calling.countDown();
            awaitQuietly(answer);
            return new Accepted("01SLOW", null);
        });
        desk.composed(20);
        try (SubmissionWorkers workers = desk.workers(2)) {
            workers.start();
            assertTrue(calling.await(5, TimeUnit.SECONDS));
            until(() -> desk.linked.size() == 19);
            answer.countDown();
            until(() -> desk.linked.size() == 20);
        }
    }

    @Test
    void closedTheyPutBackWhatIsClaimedAndNotCalled() {
        desk.sender.recipientsOfACall(1);
        String batch = desk.composed(40);
        Pace pace = new Pace(20, () -> 1, System::nanoTime);
        SubmissionWorkers workers = new SubmissionWorkers(desk.tx, desk.deliveries, desk.sending(TestDesk.SMS), pace, desk.clock,
            (channel, id) -> { }, batches -> { }, 10);
        workers.start();
        until(() -> !desk.sender.calls().isEmpty());
        workers.close();
        until(() -> desk.submissions(batch).stream().noneMatch(one -> one.getState() == SubmissionState.SENDING));
        List<Submission> uncalled = desk.submissions(batch).stream().filter(one -> one.getState() == SubmissionState.WAITING).toList();
        assertEquals(40 - desk.sender.calls().size(), uncalled.size());
        assertFalse(uncalled.isEmpty(), "forty calls, 50 ms apart");
        assertTrue(uncalled.stream().allMatch(one -> one.getAttempts() == 0 && one.getCalledAt() == null));
    }

    @Test
    void idleTheyStopAtOnce() {
        SubmissionWorkers workers = desk.workers(4);
        workers.start();
        long begun = System.nanoTime();
        workers.close();
        assertTrue(System.nanoTime() - begun < 200_000_000L);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void until(BooleanSupplier fact) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!fact.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited 20 s in vain");
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
