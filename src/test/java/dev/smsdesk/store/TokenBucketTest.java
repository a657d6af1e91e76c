package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A token bucket gives a burst, then one token per interval")
class TokenBucketTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final TokenBucket allowance = new TokenBucket(3, Duration.ofSeconds(6), clock);

    @Test
    void aBurstThenOneEachTime() {
        for (int i = 0; i < 3; i++) {
            assertTrue(allowance.take());
        }
        assertFalse(allowance.take());
        assertEquals(Duration.ofSeconds(6), allowance.untilNext());
        clock.pass(Duration.ofSeconds(6));
        assertTrue(allowance.take());
        assertFalse(allowance.take());
    }

    @Test
    void restIsNotSavedUpBeyondTheBurst() {
        clock.pass(Duration.ofDays(1));
        int taken = 0;
        while (allowance.take()) {
            taken++;
        }
        assertEquals(3, taken);
    }
}
