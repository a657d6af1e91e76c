package dev.smsdesk.sandbox.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.sandbox.HeapStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sandbox closes quickly, leaves nothing behind and damages no database")
class ClosingTest {
    private QueueFixture queue;

    @AfterEach
    void close() {
        queue.close();
    }

    @Test
    void closingIsQuickAndFinal() throws Exception {
        queue = new QueueFixture(1, n -> 200);
        IntStream.range(0, 300).forEach(i -> queue.accept("B" + i));
        long before = System.nanoTime();
        queue.queue.close();
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 2, "though an answer may take 10 s");
        Thread.sleep(300);
        while (queue.receiver.nextWithin(Duration.ofMillis(1)) != null) {
            Thread.onSpinWait();
        }
        assertNull(queue.receiver.nextWithin(Duration.ofMillis(500)));
        assertFalse(queue.unfinished().isEmpty());
    }

    @Test
    void closingInterruptsNoThreadBecauseThatWouldCloseAnEmbeddedDatabase() throws Exception {
        CountDownLatch inMemory = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        HeapStore slow = new HeapStore() {
            @Override
            public void finished(String batchId) {
                inMemory.countDown();
                long end = System.nanoTime() + 300_000_000;
                while (System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        };
        queue = new QueueFixture(slow, 0.01, 10, n -> 200);
        queue.accept("B1");
        assertTrue(inMemory.await(5, TimeUnit.SECONDS));
        queue.queue.close();
        assertFalse(interrupted.get(5, TimeUnit.SECONDS));
    }

    @Test
    void closingBreaksOffACallThatGetsNoAnswer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        queue = new QueueFixture(0.001, n -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 200;
        });
        queue.post("{}");
        Thread.sleep(300);
        queue.queue.close();
        for (int i = 0; i < 100 && postmen() > 0; i++) {
            Thread.sleep(10);
        }
        assertEquals(0, postmen(), "no thread is left waiting");
    }

    private static long postmen() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("sandbox-postman")).count();
    }
}
