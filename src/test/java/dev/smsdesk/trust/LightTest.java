package dev.smsdesk.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A secret is safe to remove after two days of silence in which one that can take its place was used")
class LightTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration SPAN = Duration.ofHours(48);
    private static final SecretUse USED_NOW = used(Duration.ofMinutes(1));

    @Test
    void whatFittedWithinTheSpanIsInUse() {
        assertEquals(Light.IN_USE, light(used(Duration.ofHours(48)), USED_NOW));
        assertEquals(Light.IN_USE, light(used(Duration.ZERO)));
    }

    @Test
    void silenceWhileAnotherOneWasUsedMakesItSafe() {
        assertEquals(Light.SAFE, light(used(Duration.ofHours(48).plusSeconds(1)), USED_NOW));
        assertEquals(Light.SAFE, light(never(Duration.ofHours(49)), USED_NOW));
    }

    @Test
    void silenceOfAllSaysNothing() {
        assertEquals(Light.WATCHING, light(used(Duration.ofHours(49))));
        assertEquals(Light.WATCHING, light(used(Duration.ofHours(49)), used(Duration.ofHours(50))));
        assertEquals(Light.WATCHING, light(used(Duration.ofHours(49)), never(Duration.ofHours(60))));
    }

    @Test
    void whatIsKnownForTooShortATimeMayStillBeUsed() {
        assertEquals(Light.WATCHING, light(never(Duration.ofHours(47)), USED_NOW));
    }

    @Test
    void aNextSecretIsWaitedForHoweverLongAndNeverSafe() {
        assertEquals(Light.WAITING, Light.of(Slot.NEXT, never(Duration.ofDays(90)), List.of(USED_NOW), NOW, SPAN));
        assertEquals(Light.WAITING, Light.of(Slot.NEXT, used(Duration.ofDays(90)), List.of(USED_NOW), NOW, SPAN));
        assertEquals(Light.IN_USE, Light.of(Slot.NEXT, used(Duration.ofHours(1)), List.of(USED_NOW), NOW, SPAN));
    }

    @Test
    void anOverrideSecretIsWaitedForUntilItsFirstUse() {
        assertEquals(Light.WAITING, Light.of(Slot.OVERRIDE, never(Duration.ofDays(90)), List.of(USED_NOW), NOW, SPAN));
        assertEquals(Light.WATCHING, Light.of(Slot.OVERRIDE, used(Duration.ofDays(90)), List.of(), NOW, SPAN));
        assertEquals(Light.SAFE, Light.of(Slot.OVERRIDE, used(Duration.ofDays(90)), List.of(USED_NOW), NOW, SPAN));
    }

    @Test
    void currentAndNextReplaceEachOtherAndOverrideReplacesOverrideAlone() {
        for (Slot here : Slot.values()) {
            for (Slot there : Slot.values()) {
                assertEquals((here == Slot.OVERRIDE) == (there == Slot.OVERRIDE), here.canReplace(there), here + " for " + there);
            }
        }
    }

    private static Light light(SecretUse use, SecretUse... others) {
        return Light.of(Slot.CURRENT, use, List.of(others), NOW, SPAN);
    }

    private static SecretUse used(Duration ago) {
        return new SecretUse(7, NOW.minus(ago), NOW.minus(Duration.ofDays(100)));
    }

    private static SecretUse never(Duration known) {
        return new SecretUse(0, null, NOW.minus(known));
    }
}
