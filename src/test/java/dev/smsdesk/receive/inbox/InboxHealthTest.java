package dev.smsdesk.receive.inbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whether callbacks are stored just now is told by the last write, and by one that does not come back")
class InboxHealthTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private long nanos = Long.MAX_VALUE - 5;   // such a clock may begin anywhere, and pass its end
    private final InboxHealth health = new InboxHealth(PATIENCE, () -> nanos);

    @Test
    void whatTakesNothingIsMistrustedUntilItKeepsSomething() {
        write(Duration.ZERO, false, true);
        assertFalse(health.isHealthy());
        write(Duration.ZERO, true, false);
        assertTrue(health.isHealthy());
    }

    @Test
    void anInboxWithoutNewWritesIsTrustedAgainAfterAWhile() {
        write(Duration.ZERO, false, true);
        pass(InboxHealth.MISTRUST.minusMillis(1));
        assertFalse(health.isHealthy());
        pass(Duration.ofMillis(1));
        assertTrue(health.isHealthy());
    }

    @Test
    void aWriteThatDoesNotComeBackKeepsNothingHoweverLongItTakes() {
        health.writeBegins();
        pass(PATIENCE);
        assertTrue(health.isHealthy());
        pass(Duration.ofSeconds(20));
        assertFalse(health.isHealthy());
        health.writeEnds(false);
        assertFalse(health.isHealthy(), "it came back with nothing");
    }

    @Test
    void aLateSuccessIsOne() {
        write(PATIENCE.multipliedBy(2), true, false);
        assertTrue(health.isHealthy());
    }

    @Test
    void aFaultThatIsOneCallbacksOwnSaysNothing() {
        write(Duration.ZERO, false, false);
        assertTrue(health.isHealthy());
    }

    private void write(Duration time, boolean kept, boolean nothing) {
        health.writeBegins();
        pass(time);
        if (kept) {
            health.stored();
        }
        health.writeEnds(nothing);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
