package dev.smsdesk.pages.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.store.MutableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The doctor allows ten checks per person and thirty in all, then one each six and each two seconds")
class CheckLimitTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final CheckLimit limit = new CheckLimit(clock);

    @Test
    void eachPersonHasHisOwn() {
        use("ann", 10);
        assertEquals(Duration.ofSeconds(6), limit.waitFor("ann"));
        use("bob", 10);
        clock.pass(Duration.ofSeconds(6));
        use("ann", 1);
        assertEquals(Duration.ofSeconds(6), limit.waitFor("ann"));
    }

    @Test
    void allAdminsTogetherHaveThirty() {
        for (String who : new String[] {"ann", "bob", "cid"}) {
            use(who, 10);
        }
        assertEquals(Duration.ofSeconds(2), limit.waitFor("dan"));
        clock.pass(Duration.ofSeconds(2));
        use("dan", 1);
    }

    private void use(String who, int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(Duration.ZERO, limit.waitFor(who));
        }
    }
}
