package dev.smsdesk.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.compose.TextParts.Encoding;
import dev.smsdesk.sandbox.SmsParts;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Parts are counted as 3GPP TS 23.038 cuts a text, and no character is cut in two")
class TextPartsTest {
    /**
     * The code points of the default alphabet's 127 characters, in the order of their codes 0x00 to 0x7F without 0x1B: TS 23.038, 6.2.1.
     */
    private static final int[] DEFAULT_ALPHABET = IntStream.of(
        0x40, 0xA3, 0x24, 0xA5, 0xE8, 0xE9, 0xF9, 0xEC, 0xF2, 0xC7, 0x0A, 0xD8, 0xF8, 0x0D, 0xC5, 0xE5,
        0x394, 0x5F, 0x3A6, 0x393, 0x39B, 0x3A9, 0x3A0, 0x3A8, 0x3A3, 0x398, 0x39E, 0xC6, 0xE6, 0xDF, 0xC9,
        0x20, 0x21, 0x22, 0x23, 0xA4, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F,
        0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
        0xA1, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F,
        0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5A, 0xC4, 0xD6, 0xD1, 0xDC, 0xA7,
        0xBF, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F,
        0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0xE4, 0xF6, 0xF1, 0xFC, 0xE0).toArray();
    /** Of the extension table, 6.2.1.1: form feed, caret, braces, backslash, brackets, tilde, bar, euro. */
    private static final int[] EXTENSION = {0x0C, 0x5E, 0x7B, 0x7D, 0x5C, 0x5B, 0x7E, 0x5D, 0x7C, 0x20AC};

    @Test
    void eachCharacterOfBmpHasTheLengthThatTheTablesGiveIt() {
        assertEquals(127, DEFAULT_ALPHABET.length);
        for (int c = 0; c < 0xD800; c++) {
            int code = c;
            TextParts expected = IntStream.of(DEFAULT_ALPHABET).anyMatch(one -> one == code) ? new TextParts(Encoding.GSM7, 1, 1)
                : IntStream.of(EXTENSION).anyMatch(one -> one == code) ? new TextParts(Encoding.GSM7, 2, 1)
                : new TextParts(Encoding.UCS2, 1, 1);
            assertEquals(expected, TextParts.of(Character.toString(c)), () -> Integer.toHexString(code));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "160, 1", "161, 2", "306, 2", "307, 3", "459, 3", "460, 4", "1530, 10", "1531, 11", "2000, 14"})
    void inGsm7APartHas160SeptetsAloneAnd153OfSeveral(int length, int parts) {
        assertEquals(new TextParts(Encoding.GSM7, length, parts), TextParts.of("a".repeat(length)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "70, 1", "71, 2", "134, 2", "135, 3", "201, 3", "202, 4", "536, 8", "537, 9", "2000, 30"})
    void inUcs2APartHas70UnitsAloneAnd67OfSeveral(int length, int parts) {
        assertEquals(new TextParts(Encoding.UCS2, length, parts), TextParts.of("я".repeat(length)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ç", "`", "\t", "“", "я", "\u00a0"})
    void oneCharacterOutsidePutsTheWholeTextIntoUcs2(String outside) {
        assertEquals(new TextParts(Encoding.UCS2, 71, 2), TextParts.of("a".repeat(70) + outside));
    }

    @Test
    void theCharactersThatForceUcs2AreNamedOnceInTheirOrder() {
        assertEquals(List.of("’", "😀", "…", "\u00a0"), TextParts.outside("It’s 😀😀… [€]\n’\u00a0"));
        assertEquals(List.of(), TextParts.outside("It's [€]"));
    }

    /** Two counters that share nothing, over texts of the characters that matter. */
    @Test
    void theSandboxCountsTheSame() {
        Random random = new Random(17);
        String[] characters = {"a", "€", "я", "😀", "\n", "["};
        for (int i = 0; i < 2000; i++) {
            int kinds = 1 + random.nextInt(characters.length);
            String text = random.ints(random.nextInt(500), 0, kinds).mapToObj(kind -> characters[kind]).collect(Collectors.joining());
            TextParts ours = TextParts.of(text);
            SmsParts theirs = SmsParts.of(text);
            assertEquals(theirs.count() + " " + theirs.unicode(), ours.parts() + " " + (ours.encoding() == Encoding.UCS2), text);
        }
    }

    @Test
    void aCharacterOfTwoSeptetsIsNotCutInTwo() {
        assertEquals(new TextParts(Encoding.GSM7, 160, 1), TextParts.of("€".repeat(80)));
        assertEquals(new TextParts(Encoding.GSM7, 306, 3), TextParts.of("€".repeat(153)), "76 in a part: one septet stays empty");
        assertEquals(new TextParts(Encoding.GSM7, 306, 3), TextParts.of("a".repeat(152) + "€" + "a".repeat(152)),
            "the euro begins the second part");
        assertEquals(new TextParts(Encoding.GSM7, 306, 2), TextParts.of("a".repeat(151) + "€" + "a".repeat(153)));
    }

    @Test
    void aSurrogatePairIsNotCutInTwo() {
        assertEquals(new TextParts(Encoding.UCS2, 70, 1), TextParts.of("😀".repeat(35)));
        assertEquals(new TextParts(Encoding.UCS2, 134, 3), TextParts.of("😀".repeat(67)), "33 in a part: one unit stays empty");
        assertEquals(new TextParts(Encoding.UCS2, 134, 3), TextParts.of("я".repeat(66) + "😀" + "я".repeat(66)));
        assertEquals(new TextParts(Encoding.UCS2, 134, 2), TextParts.of("я".repeat(65) + "😀" + "я".repeat(67)));
    }
}
