package dev.smsdesk.store;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does one step after the other until it is closed. It survives whatever a step throws and says so once. It is
 * never interrupted: an interrupt inside the embedded database would close its file.
 */
public final class Background implements AutoCloseable {
    /** One piece of work, ended within seconds. @return true to go on at once, false to wait for a wake-up or the pause */
    public interface Step {
        boolean run() throws InterruptedException;
    }

    private static final Logger log = LoggerFactory.getLogger(Background.class);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
    private static final long CLOSE_MILLIS = 250;
    private final Step step;
    private final Duration pause;
    private final Thread thread;
    private final Object bell = new Object();
    private boolean rung;
    private volatile boolean closed;

    /** @param pause between steps that found nothing to do, at the most */
    public Background(String name, Duration pause, Step step) {
        this.step = step;
        this.pause = pause;
        this.thread = new Thread(this::run, "smsdesk-" + name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Background.class.getClassLoader());
    }

    /** Once. */
    public void start() {
        thread.start();
    }

    /** There is work; never blocks. */
    public void wake() {
        synchronized (bell) {
            rung = true;
            bell.notifyAll();
        }
    }

    private void run() {
        boolean failing = false;
        while (!closed) {
            try {
                boolean more = step.run();
                failing = false;
                if (!more) {
                    await(pause);
                }
            } catch (InterruptedException e) {
                return;   // by nobody of ours
            } catch (RuntimeException e) {
                if (!failing) {
                    log.error("{} failed, goes on trying", thread.getName(), e);
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
            closed = true;
        }
    }

    private void await(Duration time) throws InterruptedException {
        synchronized (bell) {
            if (!rung && !closed) {
                bell.wait(time.toMillis());
            }
            rung = false;
        }
    }

    /** No new step begins; one under way has a quarter of a second. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
