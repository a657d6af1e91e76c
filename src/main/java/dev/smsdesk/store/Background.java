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
 * Threads that do one step after the other until they are closed. They survive whatever a step throws, and whatever telling of it throws, and say
 * so once. We never interrupt them, as that would close the embedded database's file; a thread that is interrupted goes on.
 */
public final class Background implements AutoCloseable {
    /** One piece of work, ended within seconds. @return true to go on at once, false to wait for a wake-up or the pause */
    public interface Step {
        boolean run() throws InterruptedException;
    }

    private static final Logger log = LoggerFactory.getLogger(Background.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
    private static final long CLOSE_MILLIS = 250;
    /** Of this application: each deployed one has classes of its own. */
    private static final Set<Background> STARTED = ConcurrentHashMap.newKeySet();
    private final Step step;
    private final Duration pause;
    private final List<Thread> threads;
    private final Object bell = new Object();
    private long rings;
    private volatile boolean closed;

    /** One thread. @param pause between steps that found nothing to do, at the most */
    public Background(String name, Duration pause, Step step) {
        this.step = step;
        this.pause = pause;
        this.threads = List.of(DaemonThread.of(this::run, "smsdesk-" + name));
    }

    /** Several threads, each doing steps of its own. */
    public Background(String name, int threads, Duration pause, Step step) {
        this.step = step;
        this.pause = pause;
        this.threads = IntStream.rangeClosed(1, threads).mapToObj(number -> DaemonThread.of(this::run, "smsdesk-" + name + "-" + number)).toList();
    }

    /** May be called again where an earlier call failed: threads that run already are left alone. */
    public void start() {
        STARTED.add(this);
        threads.stream().filter(thread -> thread.getState() == Thread.State.NEW).forEach(Thread::start);
    }

    /** @return names of the threads that were started, not closed, and have ended all the same, in order; none as long as all is well */
    public static List<String> ended() {
        return STARTED.stream().flatMap(one -> one.threads.stream()).filter(thread -> thread.getState() == Thread.State.TERMINATED)
            .map(Thread::getName).sorted().toList();
    }

    /** There is work; never blocks. */
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
                LockSupport.parkNanos(AFTER_A_FAULT.toNanos());   // telling of a fault failed as well, for want of memory say
            }
        }
    }

    private void steps() {
        boolean failing = false;
        while (!closed) {
            long heard = rings();
            try {
                boolean more = step.run();
                failing = false;
                if (!more) {
                    await(heard);
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

    /** Only closing ends our work: without it callbacks would wait for a thread that is gone. */
    private static void interrupted(InterruptedException e) {
        log.warn("{} was interrupted, goes on", Thread.currentThread().getName(), e);
    }

    private long rings() {
        synchronized (bell) {
            return rings;
        }
    }

    /** Returns at once if the bell rang after {@code heard}: the step may have looked too early. */
    private void await(long heard) throws InterruptedException {
        synchronized (bell) {
            if (rings == heard && !closed) {
                bell.wait(pause.toMillis());
            }
        }
    }

    /** No new step begins; those under way have a quarter of a second, all together. */
    @Override
    public void close() {
        close(List.of(this));
    }

    /** As {@link #close}, several within the same quarter of a second. */
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
