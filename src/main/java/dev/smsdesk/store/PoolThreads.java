package dev.smsdesk.store;

import dev.smsdesk.common.DaemonThread;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one database's pools, known so that its end can be waited for: a server takes those that go on for left behind. */
final class PoolThreads implements ThreadFactory {
    private static final Duration ENDING = Duration.ofSeconds(1);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = DaemonThread.of(work, "sms-desk-pool-" + number.incrementAndGet());
        threads.removeIf(old -> old.getState() == Thread.State.TERMINATED);   // they come and go with the load
        threads.add(thread);
        return thread;
    }

    /** After the pools are closed: they have told their threads to end and do not wait for it. */
    void awaitEnd() {
        awaitEnd(threads);
    }

    /** At most a second for all of them; only threads that have been told to end. */
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
