package dev.smsdesk.sinch.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The wait before the next try doubles from 5 s to 1 h and is never less than Sinch asked for")
class BackOffTest {
    private final BackOff backOff = new BackOff(new Random(7));

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "4, 40", "9, 1280", "10, 2560", "11, 3600", "12, 3600", "1000000, 3600"})
    void itDoublesUpToAnHourGiveOrTakeAFifth(int attempt, long nominalSeconds) {
        for (int i = 0; i < 1000; i++) {
            double share = (double) backOff.before(attempt, null).toMillis() / (nominalSeconds * 1000);
            assertTrue(share >= 0.8 && share <= 1.2, () -> "share " + share);
        }
    }

    @Test
    void itIsNotTheSameForAll() {
        TreeSet<Duration> waits = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            waits.add(backOff.before(5, null));
        }
        assertTrue(waits.size() > 20);
    }

    @Test
    void sinchsWordIsKeptUpToAnHour() {
        assertEquals(Duration.ofMinutes(30), backOff.before(1, Duration.ofMinutes(30)));
        assertEquals(Duration.ofHours(1), backOff.before(1, Duration.ofHours(1)));
        assertEquals(Duration.ofHours(1), backOff.before(1, Duration.ofDays(1)));
    }

    @Test
    void aShortWordOfSinchDoesNotShortenTheWait() {
        assertTrue(backOff.before(11, Duration.ZERO).compareTo(Duration.ofMinutes(48)) >= 0);
        assertTrue(backOff.before(1, Duration.ofSeconds(1)).compareTo(Duration.ofSeconds(4)) >= 0);
    }

    @Test
    void attemptsAreCountedFromOne() {
        assertThrows(IllegalArgumentException.class, () -> backOff.before(0, null));
    }
}
