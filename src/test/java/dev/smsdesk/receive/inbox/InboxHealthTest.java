package dev.smsdesk.receive.inbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whether callbacks are kept just now is told by the last write, and by one that does not come back")
class InboxHealthTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private long nanos = Long.MAX_VALUE - 5;   // such a clock may begin anywhere, and pass its end
    private final InboxHealth keeping = new InboxHealth(PATIENCE, () -> nanos);

    @Test
    void whatTakesNothingIsMistrustedUntilItKeepsSomething() {
        write(Duration.ZERO, false, true);
        assertFalse(keeping.now());
        write(Duration.ZERO, true, false);
        assertTrue(keeping.now());
    }

    @Test
    void whoeverIsNotTriedAnyMoreIsTrustedAgainAfterAWhile() {
        write(Duration.ZERO, false, true);
        pass(InboxHealth.MISTRUST.minusMillis(1));
        assertFalse(keeping.now());
        pass(Duration.ofMillis(1));
        assertTrue(keeping.now());
    }

    @Test
    void aWriteThatDoesNotComeBackKeepsNothingHoweverLongItTakes() {
        keeping.begin();
        pass(PATIENCE);
        assertTrue(keeping.now());
        pass(Duration.ofSeconds(20));
        assertFalse(keeping.now());
        keeping.end(false);
        assertFalse(keeping.now(), "it came back with nothing");
    }

    @Test
    void aLateSuccessIsOne() {
        write(PATIENCE.multipliedBy(2), true, false);
        assertTrue(keeping.now());
    }

    @Test
    void aFaultThatIsOneCallbacksOwnSaysNothing() {
        write(Duration.ZERO, false, false);
        assertTrue(keeping.now());
    }

    private void write(Duration time, boolean kept, boolean nothing) {
        keeping.begin();
        pass(time);
        if (kept) {
            keeping.kept();
        }
        keeping.end(nothing);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
