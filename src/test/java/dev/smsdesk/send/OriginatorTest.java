package dev.smsdesk.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A sender is a phone number, a short code or up to eleven letters")
class OriginatorTest {
    private static final String ONE_LINE = "The sender has a line end or control character in it. Write it on one line.";
    private static final String ALPHABET = "A sender with letters may have A to Z, a to z, digits, spaces and . & ' ! _ - only. Leave out the others.";

    @ParameterizedTest
    @CsvSource({"+46700000000, +46700000000", "0046 70-000 00 00, +46700000000", "' +46 (0)700 00 00 00 ', +46700000000"})
    void phoneNumbersBecomeE164(String typed, String sender) {
        assertEquals(sender, read(typed, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "71700", "123456", "1234567", "12345678"})
    void shortCodesStayAsTheyAre(String typed) {
        assertEquals(typed, read(typed, null));
    }

    @Test
    void whereACountryIsSetSevenDigitsAreANationalNumber() {
        assertEquals("71700", read("71700", "NO"));
        assertEquals("+4740612345", read("40612345", "NO"));
        assertEquals("+46700000000", read("070-000 00 00", "SE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMS Desk", "A", "Joe's Pizza", "H&M", "1234567890a", "web.se", "a-b_c!"})
    void lettersStayAsTheyAre(String typed) {
        assertEquals(typed, read(typed, null));
    }

    @Test
    void twelveCharactersAreOneTooMany() {
        refused("TwelveLetter", "A sender with letters has at most 11 characters; this one has 12. Shorten it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Åhléns", "a<b>", "a\"b", "a;b", "Ещё", "a+b", "a😀"})
    void otherCharactersBesideLettersAreRefused(String typed) {
        refused(typed, ALPHABET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMS\r\nDesk", "SMS\nX: y", "+46700000000\n", "a\u0000", "\t71700", "a\u2028b"})
    void lineEndsAndControlCharactersAreRefused(String typed) {
        refused(typed, ONE_LINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void nobodyIsRefused(String typed) {
        refused(typed, "Say who the message is from: a phone number, a short code, or up to 11 letters and digits.");
    }

    @Test
    void aNumberThatCannotBeIsRefused() {
        refused("+4612", "This is not a possible phone number. Check its length and country code.");
        refused("12", "Write the number with + and its country code, such as +46701234567.");
        refused("070-000 00 00", "Write the number with + and its country code, such as +46701234567.");
        refused("...", "Write the number with + and its country code, such as +46701234567.");
    }

    private static String read(String typed, String country) {
        Faults faults = new Faults();
        String sender = Originator.read(typed, country, faults);
        faults.refuse();
        return sender;
    }

    private static void refused(String typed, String sentence) {
        ProblemException refused = assertThrows(ProblemException.class, () -> read(typed, null));
        assertEquals(List.of(new FieldError("/from", sentence)), refused.errors());
    }
}
