package dev.smsdesk.store;

import static dev.smsdesk.store.Concurrently.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@DisplayName("Background work goes on after every fault, until it is closed")
class BackgroundTest {
    private static final Duration LONG = Duration.ofHours(1);
    private final Logger log = (Logger) LoggerFactory.getLogger(Background.class);
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicReference<Thread> worker = new AtomicReference<>();

    @BeforeEach
    void quiet() {
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        log.setLevel(null);
    }

    @Test
    void interruptedWhileItWaits() {
        goesOnAfterAnInterrupt(() -> false);
    }

    @Test
    void interruptedWithinAStep() {
        goesOnAfterAnInterrupt(() -> {
            Thread.sleep(LONG.toMillis());
            return true;
        });
    }

    @Test
    void interruptedAfterAFault() {
        goesOnAfterAnInterrupt(() -> {
            throw new IllegalStateException("pretended");
        });
    }

    private void goesOnAfterAnInterrupt(Background.BackgroundStep step) {
        try (Background background = new Background("test", LONG, () -> {
            worker.set(Thread.currentThread());
            steps.incrementAndGet();
            return step.run();
        })) {
            background.start();
            assertTrue(eventually(() -> steps.get() == 1 && worker.get().getState() == Thread.State.TIMED_WAITING));
            worker.get().interrupt();
            assertTrue(eventually(() -> steps.get() > 1));
            assertFalse(worker.get().isInterrupted());
        }
    }

    @Test
    void closedItEnds() {
        Background background = new Background("test", LONG, () -> {
            worker.set(Thread.currentThread());
            return false;
        });
        background.start();
        assertTrue(eventually(() -> worker.get() != null));
        background.close();
        assertTrue(eventually(() -> !worker.get().isAlive()));
    }

    @Test
    void alsoWhereAFaultCannotEvenBeTold() {
        try (Background background = new Background("test", LONG, () -> {
            steps.incrementAndGet();
            throw new IllegalStateException("pretended") {
                private static final long serialVersionUID = 1L;

                @Override
                public synchronized Throwable getCause() {
                    throw new OutOfMemoryError("pretended");
                }
            };
        })) {
            background.start();
            assertTrue(eventually(() -> steps.get() > 1));
            assertEquals(List.of(), Background.ended());
        }
    }

    @Test
    void startedAgainItRunsOnce() {
        try (Background background = new Background("test", 2, LONG, () -> {
            steps.incrementAndGet();
            return false;
        })) {
            background.start();
            assertTrue(eventually(() -> steps.get() == 2));
            background.start();
            background.wake();
            assertTrue(eventually(() -> steps.get() == 4));
        }
    }

    @Test
    void aThreadThatEndedAllTheSameIsKnownUntilItIsClosed() {
        try (Background background = new Background("test", LONG, () -> false)) {
            background.start();
            assertEquals(List.of(), Background.ended());
            Threads.end(background);
            assertTrue(eventually(() -> Background.ended().equals(List.of("smsdesk-test"))));
        }
        assertEquals(List.of(), Background.ended());
    }
}
