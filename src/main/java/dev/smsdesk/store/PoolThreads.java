package dev.smsdesk.store;

import dev.smsdesk.common.DaemonThread;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of a database's pools and waits for their end, because servers report running threads as leaks. */
final class PoolThreads implements ThreadFactory {
    private static final Duration ENDING = Duration.ofSeconds(1);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = DaemonThread.of(work, "sms-desk-pool-" + number.incrementAndGet());
        threads.removeIf(old -> old.getState() == Thread.State.TERMINATED);   // threads come and go with the load
        threads.add(thread);
        return thread;
    }

    /** Call after closing the pools, which stop their threads without waiting for them. */
    void awaitEnd() {
        awaitEnd(threads);
    }

    /** Waits one second at most; only for threads that have been told to end. */
    static void awaitEnd(Collection<Thread> threads) {
        long deadline = System.nanoTime() + ENDING.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
