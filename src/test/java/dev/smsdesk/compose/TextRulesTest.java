package dev.smsdesk.compose;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Line ends, invisible characters and half surrogate pairs are found in a text")
class TextRulesTest {
    @Test
    void halvesOfPairsAreFound() {
        assertTrue(TextRules.isBroken("\ud83d") && TextRules.isBroken("a\ude00b") && TextRules.isBroken("\ude00\ud83d"));
        assertFalse(TextRules.isBroken("😀") || TextRules.isBroken("") || TextRules.isBroken("a\uffffb"));
    }

    @Test
    void lineEndsLeaveTheLineButMayStandInAText() {
        for (String end : new String[] {"\n", "\r", "\t"}) {
            assertTrue(TextRules.leavesTheLine("a" + end));
            assertFalse(TextRules.hasInvisible("a" + end));
        }
        assertTrue(TextRules.leavesTheLine("\u2029") && TextRules.hasInvisible("\u009b") && TextRules.hasInvisible("\u0007"));
    }
}
