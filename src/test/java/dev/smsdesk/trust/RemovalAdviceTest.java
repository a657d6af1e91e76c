package dev.smsdesk.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A secret is safe to remove if it was not used for two days while its replacement was")
class RemovalAdviceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration SPAN = Duration.ofHours(48);
    private static final SecretUse USED_NOW = used(Duration.ofMinutes(1));

    @Test
    void whatFittedWithinTheSpanIsInUse() {
        assertEquals(RemovalAdvice.IN_USE, light(used(Duration.ofHours(48)), USED_NOW));
        assertEquals(RemovalAdvice.IN_USE, light(used(Duration.ZERO)));
    }

    @Test
    void silenceWhileAnotherOneWasUsedMakesItSafe() {
        assertEquals(RemovalAdvice.SAFE, light(used(Duration.ofHours(48).plusSeconds(1)), USED_NOW));
        assertEquals(RemovalAdvice.SAFE, light(never(Duration.ofHours(49)), USED_NOW));
    }

    @Test
    void silenceOfAllSaysNothing() {
        assertEquals(RemovalAdvice.WATCHING, light(used(Duration.ofHours(49))));
        assertEquals(RemovalAdvice.WATCHING, light(used(Duration.ofHours(49)), used(Duration.ofHours(50))));
        assertEquals(RemovalAdvice.WATCHING, light(used(Duration.ofHours(49)), never(Duration.ofHours(60))));
    }

    @Test
    void whatIsKnownForTooShortATimeMayStillBeUsed() {
        assertEquals(RemovalAdvice.WATCHING, light(never(Duration.ofHours(47)), USED_NOW));
    }

    @Test
    void aNextSecretIsWaitedForHoweverLongAndNeverSafe() {
        assertEquals(RemovalAdvice.WAITING, RemovalAdvice.of(Slot.NEXT, never(Duration.ofDays(90)), List.of(USED_NOW), NOW, SPAN));
        assertEquals(RemovalAdvice.WAITING, RemovalAdvice.of(Slot.NEXT, used(Duration.ofDays(90)), List.of(USED_NOW), NOW, SPAN));
        assertEquals(RemovalAdvice.IN_USE, RemovalAdvice.of(Slot.NEXT, used(Duration.ofHours(1)), List.of(USED_NOW), NOW, SPAN));
    }

    @Test
    void anOverrideSecretIsWaitedForUntilItsFirstUse() {
        assertEquals(RemovalAdvice.WAITING, RemovalAdvice.of(Slot.OVERRIDE, never(Duration.ofDays(90)), List.of(USED_NOW), NOW, SPAN));
        assertEquals(RemovalAdvice.WATCHING, RemovalAdvice.of(Slot.OVERRIDE, used(Duration.ofDays(90)), List.of(), NOW, SPAN));
        assertEquals(RemovalAdvice.SAFE, RemovalAdvice.of(Slot.OVERRIDE, used(Duration.ofDays(90)), List.of(USED_NOW), NOW, SPAN));
    }

    @Test
    void currentAndNextReplaceEachOtherAndOverrideReplacesOverrideAlone() {
        for (Slot here : Slot.values()) {
            for (Slot there : Slot.values()) {
                assertEquals((here == Slot.OVERRIDE) == (there == Slot.OVERRIDE), here.canReplace(there), here + " for " + there);
            }
        }
    }

    private static RemovalAdvice light(SecretUse use, SecretUse... others) {
        return RemovalAdvice.of(Slot.CURRENT, use, List.of(others), NOW, SPAN);
    }

    private static SecretUse used(Duration ago) {
        return new SecretUse(7, NOW.minus(ago), NOW.minus(Duration.ofDays(100)));
    }

    private static SecretUse never(Duration known) {
        return new SecretUse(0, null, NOW.minus(known));
    }
}
