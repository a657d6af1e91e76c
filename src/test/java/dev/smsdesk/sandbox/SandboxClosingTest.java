package dev.smsdesk.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Closing the sandbox is quick, leaves nothing behind, and hurts no database")
class SandboxClosingTest {
    private final HeapStore memory = new HeapStore();
    private Receiver receiver;
    private Sandbox sandbox;

    @AfterEach
    void close() {
        sandbox.close();
        receiver.close();
    }

    @Test
    void closingIsQuickAndFinal() throws Exception {
        open(1, n -> 200);
        sandbox.take(SandboxTest.request(IntStream.range(0, 1000).mapToObj(i -> "4670" + (1_000_000 + i)).toArray(String[]::new)));
        long before = System.nanoTime();
        sandbox.close();
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toMillis() < 300);
        Thread.sleep(300);
        while (receiver.nextWithin(Duration.ofMillis(1)) != null) {
            Thread.onSpinWait();
        }
        assertNull(receiver.nextWithin(Duration.ofMillis(500)));
        assertEquals(1, memory.unfinished().size());
    }

    @Test
    void closingInterruptsNobodyInTheMemorySinceThatWouldCloseAnEmbeddedDatabase() throws Exception {
        receiver = new Receiver(n -> 200);
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
        sandbox = sandbox(0.01, slow);
        sandbox.take(SandboxTest.request("46701234567"));
        assertTrue(inMemory.await(5, TimeUnit.SECONDS));
        sandbox.close();
        assertFalse(interrupted.get(5, TimeUnit.SECONDS));
    }

    @Test
    void closingBreaksOffACallThatGetsNoAnswer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        open(0.001, n -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 200;
        });
        sandbox.inbound(Channel.SMS, "46701234567", "12345", "hej");
        Thread.sleep(300);
        sandbox.close();
        for (int i = 0; i < 100 && postmen() > 0; i++) {
            Thread.sleep(10);
        }
        assertEquals(0, postmen(), "no thread is left waiting");
    }

    private void open(double timeScale, IntUnaryOperator statusOfNth) throws IOException {
        receiver = new Receiver(statusOfNth);
        sandbox = sandbox(timeScale, memory);
    }

    private Sandbox sandbox(double timeScale, SandboxStore kept) {
        SandboxSettings settings = new SandboxSettings(receiver.self(), Receiver::secret, "token", "sandbox", timeScale);
        return new Sandbox(settings, Clock.systemUTC(), kept);
    }

    private static long postmen() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("sandbox-postman")).count();
    }
}
