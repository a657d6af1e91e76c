package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.worker.TestDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two simultaneous requests under one key make one batch, and both get it")
class IdempotencyRaceTest {
    private static final int THREADS = 6;
    private final TestDesk desk = new TestDesk();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void sixAtOnceTenTimes() throws Exception {
        for (int round = 1; round <= 10; round++) {
            String key = "k" + round;
            Set<String> ids = new TreeSet<>();
            for (Future<String> answer : atOnce(i -> desk.outbox().enqueue(TestDesk.order(20), "anna", IdempotencyTest.once(key, 1)))) {
                ids.add(answer.get());
            }
            assertEquals(1, ids.size());
            assertEquals(round, desk.count("batch"));
            assertEquals(20L * round, desk.count("recipient"));
        }
    }

    @Test
    void anOutdatedRowMakesNoSecondBatchEither() throws Exception {
        desk.outbox().enqueue(TestDesk.order(1), "anna", IdempotencyTest.once("k", 1));
        desk.clock.pass(Duration.ofDays(8));
        Set<String> ids = new TreeSet<>();
        for (Future<String> answer : atOnce(i -> desk.outbox().enqueue(TestDesk.order(1), "anna", IdempotencyTest.once("k", 1)))) {
            ids.add(answer.get());
        }
        assertEquals(1, ids.size());
        assertEquals(2, desk.count("batch"));
    }

    @Test
    void ofDifferentOrdersUnderOneKeyOneWinsAndTheOthersAreRefused() throws Exception {
        int stored = 0;
        List<ProblemType> refusals = new ArrayList<>();
        for (Future<String> answer : atOnce(i -> desk.outbox().enqueue(TestDesk.order(1), "anna", IdempotencyTest.once("k", i)))) {
            try {
                answer.get();
                stored++;
            } catch (ExecutionException e) {
                assertTrue(e.getCause() instanceof ProblemException, e::toString);
                refusals.add(((ProblemException) e.getCause()).type());
            }
        }
        assertEquals(1, stored);
        assertEquals(List.of(ProblemType.IDEMPOTENCY_KEY_REUSED), refusals.stream().distinct().toList());
        assertEquals(1, desk.count("batch"));
    }

    private interface Numbered {
        String run(int number);
    }

    private List<Future<String>> atOnce(Numbered work) {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            answers.add(threads.submit(() -> {
                start.await();
                return work.run(number);
            }));
        }
        return answers;
    }
}
