package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Calls keep the account's rate over all nodes, without bursts; 429 lowers it and success raises it again")
class PaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private long now = Long.MAX_VALUE - SECOND;   // as System.nanoTime may do, it wraps around
    private int nodes = 1;
    private final Pace pace = pace(10);

    private Pace pace(double rate) {
        return new Pace(rate, () -> nodes, () -> now);
    }

    @Test
    void callsBeginOneIntervalApartHoweverManyAreThereAtOnce() {
        assertEquals(0, pace.untilNext());
        assertTrue(pace.take());
        assertFalse(pace.take());
        assertEquals(Duration.ofMillis(100).toNanos(), pace.untilNext());
        now += Duration.ofMillis(99).toNanos();
        assertFalse(pace.take());
        now += Duration.ofMillis(1).toNanos();
        assertTrue(pace.take());
    }

    @Test
    void aPauseIsNotCaughtUp() {
        assertTrue(pace.untilNext() == 0 && pace.take());
        now += Duration.ofMinutes(5).toNanos();
        assertTrue(pace.take());
        assertFalse(pace.take());
        assertEquals(Duration.ofMillis(100).toNanos(), pace.untilNext());
    }

    @Test
    void threeNodesTogetherMakeAtMostTheRateAndOneEachInAnySecond() {
        nodes = 3;
        List<Pace> three = List.of(pace(10), pace(10), pace(10));
        List<Long> calls = new ArrayList<>();
        long begun = now;
        for (int step = 0; step < 10_000; step++) {   // of a millisecond
            for (Pace one : three) {
                if (one.untilNext() == 0 && one.take()) {
                    calls.add(now - begun);
                }
            }
            now += Duration.ofMillis(1).toNanos();
        }
        long most = calls.stream().mapToLong(from -> calls.stream().filter(at -> at >= from && at < from + SECOND).count()).max()
            .orElseThrow();
        assertTrue(most <= 13, most + " in one second");
        assertTrue(calls.size() >= 75, calls.size() + " in eight seconds");
    }

    @Test
    void aNodeThatSeesOthersWaitsUntilTheyHaveSeenIt() {
        Pace first = pace(10);
        assertEquals(0, first.untilNext());
        nodes = 2;
        Pace second = pace(10);
        assertEquals(2 * SECOND, second.untilNext());
        assertFalse(second.take());
        now += SECOND;
        assertTrue(first.untilNext() == 0 && first.take());
        assertEquals(SECOND / 5, first.untilNext(), "it has seen the second one by now");
        now += SECOND;
        assertTrue(second.untilNext() == 0 && second.take());
    }

    @Test
    void aQuarterOfASecondIsClaimedAtOnceAtLeastOneCall() {
        assertEquals(List.of(1, 2, 25, 250), DoubleStream.of(0.1, 10, 100, 1000).mapToObj(rate -> pace(rate).most()).toList());
        nodes = 5;
        assertEquals(5, pace(100).most());
    }

    @Test
    void tooFastHalvesTheRateOnceASecondDownToOneCallInTenSeconds() {
        IntStream.range(0, 64).forEach(i -> pace.slower());
        assertEquals(5, pace.rate());
        now += SECOND;
        pace.slower();
        assertEquals(2.5, pace.rate());
        for (int i = 0; i < 20; i++) {
            now += SECOND;
            pace.slower();
        }
        assertEquals(0.1, pace.rate());
        assertEquals(10 * SECOND, pace.untilNext(), "also the call that was about to begin waits");
    }

    @Test
    void successRaisesItAgainUpToWhatIsSet() {
        pace.slower();
        pace.faster();
        assertEquals(5, pace.rate(), "not in the same second");
        for (int i = 1; i <= 4; i++) {
            now += SECOND;
            pace.faster();
            pace.faster();
        }
        assertEquals(7, pace.rate(), 1e-9);
        for (int i = 0; i < 20; i++) {
            now += SECOND;
            pace.faster();
        }
        assertEquals(10, pace.rate());
    }
}
