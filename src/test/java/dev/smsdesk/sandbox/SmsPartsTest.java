package dev.smsdesk.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A text is split into the parts of 3GPP TS 23.038")
class SmsPartsTest {
    @ParameterizedTest
    @CsvSource({"a, 0, 1", "a, 160, 1", "a, 161, 2", "a, 306, 2", "a, 307, 3", "€, 80, 1", "€, 81, 2", "€, 152, 2", "€, 153, 3",
        "я, 70, 1", "я, 71, 2", "я, 134, 2", "я, 135, 3", "🚣, 35, 1", "🚣, 36, 2", "🚣, 66, 2", "🚣, 67, 3"})
    void parts(String character, int times, int parts) {
        String text = character.repeat(times);
        assertEquals(new SmsParts("я🚣".contains(character) && times > 0, parts), SmsParts.of(text));
    }

    @Test
    void theFirstPartSplitsNoCharacter() {
        assertEquals("a".repeat(159), SmsParts.firstOf("a".repeat(159) + "€"));
        assertEquals("я".repeat(69), SmsParts.firstOf("я".repeat(69) + "🚣"));
        assertEquals("short", SmsParts.firstOf("short"));
    }
}
