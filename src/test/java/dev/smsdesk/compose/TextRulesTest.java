package dev.smsdesk.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Texts are cut between characters, and what hides in them is found")
class TextRulesTest {
    @Test
    void aCutNeverLeavesHalfACharacter() {
        assertEquals("abc", TextRules.cut("abc", 3));
        assertEquals("ab", TextRules.cut("abc", 2));
        assertEquals("a😀", TextRules.cut("a😀b", 3));
        assertEquals("a", TextRules.cut("a😀b", 2));
        for (int most = 1; most < 20; most++) {
            assertFalse(TextRules.isBroken(TextRules.cut("😀".repeat(10), most)));
        }
    }

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
