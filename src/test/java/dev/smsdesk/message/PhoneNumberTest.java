package dev.smsdesk.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A phone number has one canonical form in every notation; text that is not one number is refused")
class PhoneNumberTest {
    private static final String IMPOSSIBLE = "This is not a possible phone number. Check its length and country code.";
    private static final String SEVERAL = "There seems to be more than one number in it. Give each number an entry of its own.";
    private static final String SPREADSHEET = "A spreadsheet has changed this number. Format the column as text, then copy it again.";
    private static final String EXTENSION = "An extension cannot get an SMS. Leave it out.";

    @ParameterizedTest
    @ValueSource(strings = {"+46701234567", "0046701234567", " +46 70-123 45 67 ", "+46 (0)70 123 45 67", "+46.70.123.45.67",
        "\u00A0+46701234567",
        "(+46) 70 123 45 67", "\uFF0B46701234567", "'+46701234567", "\"+46701234567\"", "=\"+46701234567\"", "(0046)701234567",
        "[+46] 70/123 45 67",
        "\u0660\u0660\u0664\u0666\u0667\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667",
        "\uFF0B\uFF14\uFF16\uFF17\uFF10\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17",
        "\n+46701234567", "\t+46701234567", "\r\n+46701234567\r\n", "\uFEFF+46701234567", "\u202A+46701234567\u202C",
        "\u200E\u2066+46701234567\u2069",
        "+46\uFE0D70\u034F123\uFFFC45\u316467", "\uFE0F+46701234567", "\u2019+46701234567\u2019", "\u00AB+46701234567\u00BB",
        "\u2022 +46701234567", "+46701234567.",
        "+46\u202F70\u2011123\u200B45\u00AD67", "++46701234567", "\u260E\uFE0F +46701234567", "<+46701234567>", "\u207A46701234567",
        "+46.70.123.45.67 ;"})
    void internationalNotationsAreTheSameNumber(String typed) throws Exception {
        assertEquals("46701234567", PhoneNumber.read(typed, null, false).digits());
        assertEquals("46701234567", PhoneNumber.read(typed, "SE", false).digits());
    }

    @ParameterizedTest
    @CsvSource({"AU, 0011 47 922 34 567, 4792234567", "SE, 001 415 555 0123, 14155550123", "US, 011 46 70 123 45 67, 46701234567",
        "JP, 010 46 70 123 45 67, 46701234567",
        "RU, 8~10 46 70 123 45 67, 46701234567", "SE, 070-123 45 67, 46701234567", "SE, 46701234567, 46701234567",
        "US, (415) 555-0123, 14155550123",
        "DE, 0171/1234567, 491711234567", "DE, +49 (0)171 / 123 45 67, 491711234567", "DE, 0171.1234567, 491711234567",
        "SG, 001 47 922 34 567, 4792234567", "HK, 00 61 412 345 678, 61412345678", "HK, 001 46 70 123 45 67, 46701234567",
        "BO, 0010 46 70 123 45 67, 46701234567"})
    void aCountryHasItsOwnPrefixesAndNationalNumbers(String country, String typed, String digits) throws Exception {
        assertEquals(digits, PhoneNumber.read(typed, country, false).digits());
    }

    @ParameterizedTest
    @CsvSource({"5215512345678, 525512345678", "525512345678, 525512345678", "5491123456789, 5491123456789", "541123456789, 541123456789",
        "54111523456789, 5491123456789"})
    void aReplyToAMexicanOrArgentineMobileGoesOutHoweverItsOperatorSpelledIt(String from, String to) throws Exception {
        assertEquals(to, PhoneNumber.read("+" + from, null, false).digits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"46701234567", "52551234567", "12345", "Sinch", "52155123456789", "549112345678", "54111234567890"})
    void otherNumbersHaveOneSpelling(String digits) {
        assertEquals(List.of(), PhoneNumber.otherSpellings(digits));
        assertEquals(List.of(), PhoneNumber.otherSpellings(null));
    }

    @ParameterizedTest
    @CsvSource({"AU, 0047 922 34 567", "US, 0046 70 123 45 67", "JP, 0046 70 123 45 67"})
    void theCommonPrefixOfOtherCountriesIsNone(String country, String typed) {
        assertThrows(PhoneNumber.NotANumber.class, () -> PhoneNumber.read(typed, country, false));
    }

    @ParameterizedTest
    @CsvSource({"HK, 001 47 922 34 567", "HK, 00 1 201 555 0123", "BO, 0011 47 922 34 567"})
    void whereTwoPrefixesLeadToTwoPeopleNeitherIsTaken(String country, String typed) {
        refused(typed, country, "This can be read as numbers of two countries. Write it with + and its country code.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"070-123 45 67", "12", "46701234567"})
    void aNationalNumberNeedsACountry(String typed) {
        refused(typed, null, "Write the number with + and its country code, such as +46701234567.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+46", "+4670", "+999123456789", "+467012345678901234", "+49171123456789012", "+49 12", "+1 555 1234",
        "+49 110", "0000"})
    void numbersThatCannotExistAreRefused(String typed) {
        refused(typed, "SE", IMPOSSIBLE);
        assertEquals(IMPOSSIBLE, assertThrows(PhoneNumber.NotANumber.class, () -> PhoneNumber.read(typed, "SE", true)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+44 1111 111", "+46 40 000 00 00 0", "+1 155 512 3456"})
    void whatIsNotKnownToBeAssignedIsTakenOnlyWhereThatIsAllowed(String typed) throws Exception {
        refused(typed, null, PhoneNumber.UNASSIGNED);
        assertEquals(typed.replaceAll("[^0-9]", ""), PhoneNumber.read(typed, null, true).digits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+46701234567.0", "+46 70 123 45 67.00", "46701234567.000", "+46701234567.5", "+46.70.123.45.67.0", "4.67E+10",
        "46701234567e0", "+46701234567\uFF0E0"})
    void whatASpreadsheetLeavesOfANumberIsRefused(String typed) {
        refused(typed, "SE", SPREADSHEET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+49 171 1234567/8", "+49 171 1234567/1234568", "+49 171 1234567 / +49 171 1234568",
        "+46701234567 +46701234568", "+46701234567\n+46701234568",
        "+46701234567\t701234568", "+46701234567,0", "+46701234567;+46701234568", "+46701234567|8", "+46701234567 & +46701234568",
        "0 +46701234567"})
    void twoNumbersInOneEntryAreRefused(String typed) {
        refused(typed, "SE", SEVERAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+46701234567 ext. 5", "+46701234567x5", "+46701234567 extension 12", "+46701234567#5",
        "+46701234567 \u0434\u043E\u0431. 5"})
    void extensionsAreRefused(String typed) {
        refused(typed, "SE", EXTENSION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"+46*701234567 | U+002A ASTERISK", "+46\u20E3701234567 | U+20E3 COMBINING ENCLOSING KEYCAP",
        "+46\u0007701234567 | U+0007 BEL", "+46\u00B2701234567 | U+00B2 SUPERSCRIPT TWO",
            "+46\ud83d701234567 | U+D83D HIGH SURROGATES D83D"})
    void aForeignCharacterIsNamed(String typed, String name) {
        refused(typed, "SE", "No phone number has the character " + name + ". Remove it.");
    }

    @ParameterizedTest
    @CsvSource({"hello, A phone number has no letters.", "+46 FLOWERS, A phone number has no letters.",
        "+, 'This is not a phone number. Check it, or remove it.'",
        "'', 'This is not a phone number. Check it, or remove it.'", "..., 'This is not a phone number. Check it, or remove it.'"})
    void otherTextIsNoNumber(String typed, String sentence) {
        refused(typed, "SE", sentence);
        refused(typed, null, sentence);
    }

    @Test
    void anEntryOfAMegabyteIsRefusedAtOnce() {
        for (String typed : new String[] {"-".repeat(1 << 20), "+" + "4".repeat(1 << 20), "4" + "-".repeat(1 << 20) + "4",
            "4/".repeat(1 << 19)}) {
            refused(typed, "SE", "This is not a phone number. Check it, or remove it.");
        }
    }

    @Test
    void neverShowsItselfWhole() throws Exception {
        String shown = PhoneNumber.read("+46701234567", null, false).toString();
        assertFalse(shown.contains("1234"), shown);
        assertTrue(shown.startsWith("+467"), shown);
    }

    private static void refused(String typed, String country, String sentence) {
        assertEquals(sentence, assertThrows(PhoneNumber.NotANumber.class, () -> PhoneNumber.read(typed, country, false)).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"46701234567, SE", "12025550123, US", "14165550123, CA", "77012345678, KZ", "79161234567, RU", "447400123456, GB",
        "390612345678, IT", "8821612345, 001", "99912345, ", "19995550123, "})
    void theCountryIsThatOfTheNumber(String digits, String country) {
        assertEquals(country, new PhoneNumber(digits).country());
    }
}
