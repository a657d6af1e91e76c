package dev.smsdesk.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smsdesk.message.PhoneNumber;
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
    private static final String ALPHABET =
        "A sender with letters may have A to Z, a to z, digits, spaces and . & ' ! _ - only. Leave out the others.";

    @ParameterizedTest
    @CsvSource({"+46700000000, +46700000000", "0046 70-000 00 00, +46700000000", "' +46 (0)700 00 00 00 ', +46700000000",
        "'\t+46700000000\n', +46700000000",
        "\uFF0B46700000000, +46700000000", "(+46) 700 000 000, +46700000000", "\uFEFF71\u200B700, 71700",
        "\u0667\u0661\u0667\u0660\u0660, 71700", "SMS\u200BDesk\u3164, SMSDesk"})
    void whatWasPastedIsCleanedAndPhoneNumbersBecomeE164(String typed, String sender) {
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
    @ValueSource(strings = {"SMS\r\nDesk", "SMS\nX: y", "+467000\n00000", "a\u0000", "7\t1700", "a\u2028b"})
    void lineEndsAndControlCharactersAreRefused(String typed) {
        refused(typed, ONE_LINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void aMissingSenderIsRefused(String typed) {
        refused(typed, "Say who the message is from: a phone number, a short code, or up to 11 letters and digits.");
    }

    @Test
    void aNumberThatCannotBeIsRefused() {
        refused("+4612", "This is not a possible phone number. Check its length and country code.");
        refused("12", "Write the number with + and its country code, such as +46701234567.");
        refused("070-000 00 00", "Write the number with + and its country code, such as +46701234567.");
        refused("...", "This is not a phone number. Check it, or remove it.");
        refused("+44 1111 111", PhoneNumber.UNASSIGNED);
        assertEquals("+441111111", Originator.read("+44 1111 111", null, true, new Faults()));
    }

    private static String read(String typed, String country) {
        Faults faults = new Faults();
        String sender = Originator.read(typed, country, false, faults);
        faults.refuse();
        return sender;
    }

    private static void refused(String typed, String sentence) {
        ProblemException refused = assertThrows(ProblemException.class, () -> read(typed, null));
        assertEquals(List.of(new FieldError("/from", sentence)), refused.errors());
    }
}
