package dev.smsdesk.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Texts are cut between characters, and what hides in them is found")
class WordingTest {
    @Test
    void aCutNeverLeavesHalfACharacter() {
        assertEquals("abc", Wording.cut("abc", 3));
        assertEquals("ab", Wording.cut("abc", 2));
        assertEquals("a😀", Wording.cut("a😀b", 3));
        assertEquals("a", Wording.cut("a😀b", 2));
        for (int most = 1; most < 20; most++) {
            assertFalse(Wording.isBroken(Wording.cut("😀".repeat(10), most)));
        }
    }

    @Test
    void halvesOfPairsAreFound() {
        assertTrue(Wording.isBroken("\ud83d") && Wording.isBroken("a\ude00b") && Wording.isBroken("\ude00\ud83d"));
        assertFalse(Wording.isBroken("😀") || Wording.isBroken("") || Wording.isBroken("a\uffffb"));
    }

    @Test
    void lineEndsLeaveTheLineButMayStandInAText() {
        for (String end : new String[] {"\n", "\r", "\t"}) {
            assertTrue(Wording.leavesTheLine("a" + end));
            assertFalse(Wording.hasInvisible("a" + end));
        }
        assertTrue(Wording.leavesTheLine("\u2029") && Wording.hasInvisible("\u009b") && Wording.hasInvisible("\u0007"));
    }
}
