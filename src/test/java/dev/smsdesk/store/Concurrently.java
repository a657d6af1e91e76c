package dev.smsdesk.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Several threads in one test, every wait bounded. */
public final class Concurrently {
    private static final Duration AT_MOST = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Concurrently() {}

    /** Work that may wait without holding up another test's pool. */
    public static CompletableFuture<Void> inThread(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }, "test-caller");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    public static boolean eventually(BooleanSupplier condition) {
        for (long end = System.nanoTime() + AT_MOST.toNanos(); System.nanoTime() < end; sleep(BETWEEN_LOOKS)) {
            if (condition.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the latch was not opened");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
