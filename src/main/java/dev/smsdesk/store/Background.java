package dev.smsdesk.store;

import dev.smsdesk.common.DaemonThread;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Daemon threads that repeat a step until they are closed. They survive every exception and log the first of a series. They are never
 * interrupted, because an interrupt closes the file of the embedded database.
 */
public final class Background implements AutoCloseable {
    /** One piece of work of a few seconds at most. @return true to go on at once, false to wait for a wake-up or the pause */
    public interface BackgroundStep {
        boolean run() throws InterruptedException;
    }

    private static final Logger log = LoggerFactory.getLogger(Background.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
    private static final long CLOSE_MILLIS = 250;
    /** Those of this application: every deployment has its own classes. */
    private static final Set<Background> STARTED = ConcurrentHashMap.newKeySet();
    private final BackgroundStep step;
    private final Duration pause;
    private final List<Thread> threads;
    private final Object bell = new Object();
    private long rings;
    private volatile boolean closed;

    /** One thread. @param pause longest wait after a step that found nothing to do */
    public Background(String name, Duration pause, BackgroundStep step) {
        this.step = step;
        this.pause = pause;
        this.threads = List.of(DaemonThread.of(this::run, "smsdesk-" + name));
    }

    /** Several threads that run the step independently. */
    public Background(String name, int threads, Duration pause, BackgroundStep step) {
        this.step = step;
        this.pause = pause;
        this.threads = IntStream.rangeClosed(1, threads).mapToObj(number -> DaemonThread.of(this::run, "smsdesk-" + name + "-" + number))
            .toList();
    }

    /** May be called again after a failure; running threads are left alone. */
    public void start() {
        STARTED.add(this);
        threads.stream().filter(thread -> thread.getState() == Thread.State.NEW).forEach(Thread::start);
    }

    /** @return names of threads that have ended without {@link #close}, sorted; empty in normal operation */
    public static List<String> ended() {
        return STARTED.stream().flatMap(one -> one.threads.stream()).filter(thread -> thread.getState() == Thread.State.TERMINATED)
            .map(Thread::getName).sorted().toList();
    }

    /** Announces work; never blocks. */
    public void wake() {
        synchronized (bell) {
            rings++;
            bell.notifyAll();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    private void run() {
        while (!closed) {
            try {
                steps();
            } catch (Throwable e) {
                LockSupport.parkNanos(AFTER_A_FAULT.toNanos());   // logging failed too, for example for lack of memory
            }
        }
    }

    private void steps() {
        boolean failing = false;
        while (!closed) {
            long ringsBefore = rings();
            try {
                boolean more = step.run();
                failing = false;
                if (!more) {
                    await(ringsBefore);
                }
            } catch (InterruptedException e) {
                interrupted(e);
            } catch (RuntimeException | Error e) {
                if (!failing) {
                    Fault fault = Fault.of(e);
                    log.error("{} failed, goes on trying cause={}", Thread.currentThread().getName(), fault.kind(), fault.stack());
                }
                failing = true;
                awaitQuietly(AFTER_A_FAULT);
            }
        }
    }

    private void awaitQuietly(Duration time) {
        try {
            Thread.sleep(closed ? 0 : time.toMillis());
        } catch (InterruptedException e) {
            interrupted(e);
        }
    }

    /** Only {@link #close} ends the work: without its thread, callbacks would wait for ever. */
    private static void interrupted(InterruptedException e) {
        log.warn("{} was interrupted, goes on", Thread.currentThread().getName(), e);
    }

    private long rings() {
        synchronized (bell) {
            return rings;
        }
    }

    /** Returns at once if the bell rang after {@code ringsBefore}, because the step may have looked too early. */
    private void await(long ringsBefore) throws InterruptedException {
        synchronized (bell) {
            if (rings == ringsBefore && !closed) {
                bell.wait(pause.toMillis());
            }
        }
    }

    /** Starts no new step; running ones have 250 ms, together. */
    @Override
    public void close() {
        close(List.of(this));
    }

    /** As {@link #close}, for several within the same 250 ms. */
    public static void close(List<Background> all) {
        STARTED.removeAll(all);
        all.forEach(one -> one.closed = true);
        all.forEach(Background::wake);
        long deadline = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
        try {
            for (Thread thread : all.stream().flatMap(one -> one.threads.stream()).toList()) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
