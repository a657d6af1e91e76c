package dev.smsdesk.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Applying slows down while receiving is busy, and less so the later it is")
class ApplierThrottleTest {
    @ParameterizedTest(name = "{0} ms of work on what is {1} ms late: {2} ms of rest")
    @CsvSource({"100, 0, 5900", "100, 30000, 2950", "100, 54000, 590", "100, 59400, 59", "100, 60000, 0", "100, 3600000, 0",
        "100, -5000, 5900", "1, 0, 59", "0, 0, 0", "5000, 0, 10000", "5000, 59940, 295"})
    void aThreadRests(long work, long late, long rest) {
        assertEquals(rest, ApplierThrottle.rest(Duration.ofMillis(work), Duration.ofMillis(late)).toMillis(), 1);
    }

    @ParameterizedTest(name = "what is {0} ms late: {1} of 3000 at once")
    @CsvSource({"-5000, 300", "0, 300", "6000, 300", "30000, 1500", "60000, 3000", "3600000, 3000"})
    void aThreadTakes(long late, int most) {
        assertEquals(most, ApplierThrottle.part(3000, Duration.ofMillis(late)));
    }

    /** A second's callbacks come each second, and a thread that never rests would apply two seconds' in one. */
    @Test
    @Tag("slow")
    void underALoadThatLastsAsManyAreAppliedAsAreAccepted() {
        double now = 0;
        double applied = 0;   // all that came until then
        while (now < 600) {
            double late = now - applied;
            assertTrue(late < ApplierThrottle.LATE.toSeconds(), late + " s late after " + now + " s");
            double chunk = Math.min(0.1, late);
            applied += chunk;
            now += Math.max(0.001, chunk / 2 + seconds(ApplierThrottle.rest(millis(chunk / 2), millis(late))));
        }
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private static double seconds(Duration rest) {
        return rest.toMillis() / 1000.0;
    }
}
