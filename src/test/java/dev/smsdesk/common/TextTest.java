package dev.smsdesk.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Text from outside is cut and repaired so that every database and page takes it")
class TextTest {
    @Test
    void aCutNeverLeavesHalfASurrogatePair() {
        assertEquals("abc", Text.cut("abc", 3));
        assertEquals("ab", Text.cut("abc", 2));
        assertEquals("a😀", Text.cut("a😀b", 3));
        assertEquals("a", Text.cut("a😀b", 2));
        for (int most = 1; most < 20; most++) {
            assertEquals("😀".repeat(most / 2), Text.cut("😀".repeat(10), most));
        }
    }

    @Test
    void nullStaysNull() {
        assertNull(Text.cut(null, 1));
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacter() {
        assertEquals("a\uFFFDb😀", Text.wellFormed("a\ud83db😀"));
        assertEquals("\uFFFD", Text.cut("\ude00x", 1));
    }

    @Test
    void aLineHasNoControlCharacters() {
        assertEquals("a b c", Text.line("a\nb\tcd", 5));
    }
}
