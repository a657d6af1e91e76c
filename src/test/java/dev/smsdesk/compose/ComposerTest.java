package dev.smsdesk.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.send.worker.TestDesk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A draft becomes an order, or each wrong part is named")
class ComposerTest {
    private static final String SENDER = "+46700000000";
    private final Composer international = new Composer(5, null, 31);
    private final Composer swedish = new Composer(5, "SE", 31);

    @Test
    void aNumberInAnyNotationsCountsOnceAndKeepsItsPlace() {
        Order order = swedish.order(draft("070-123 45 67", "+46 70 000 00 01", "0046701234567", "+46 (0)70 123 45 67", "  +46701234567 "));
        assertEquals(List.of(new PhoneNumber("46701234567"), new PhoneNumber("46700000001")), order.to());
    }

    @Test
    void nationalNumbersNeedACountry() {
        assertEquals(List.of(new FieldError("/to/1", "Write the number with + and its country code, such as +46701234567.")),
            errors(international, draft("+46701234567", "070-123 45 67")));
    }

    @Test
    void eachBadNumberHasItsOwnError() {
        List<FieldError> errors = errors(international, draft("+46701234567", "+4612", "hello", "", "+46701234568", null));
        assertEquals(List.of("/to/1", "/to/2", "/to/3", "/to/5"), pointers(errors));
        assertEquals("This is not a possible phone number. Check its length and country code.", errors.get(0).detail());
    }

    @Test
    void thousandsOfBadNumbersAreAHundredErrorsAndACount() {
        List<FieldError> errors = errors(international, new Draft(SENDER, Collections.nCopies(5000, "+4612"), "Hello", null));
        assertEquals(101, errors.size());
        assertEquals("/to/99", errors.get(99).pointer());
        assertEquals(new FieldError("/to", "And 4900 more like these."), errors.get(100));
    }

    @Test
    void aListThatIsTooLongIsSaidBeforeItsHundredBadNumbers() {
        List<String> typed = new ArrayList<>(TestDesk.numbers(6).stream().map(PhoneNumber::e164).toList());
        typed.addAll(Collections.nCopies(100, "+4612"));
        List<FieldError> errors = errors(international, new Draft(SENDER, typed, "Hello", null));
        assertEquals(new FieldError("/to", "These are 6 recipients; one batch takes at most 5. Split them into several batches."),
            errors.get(0));
        assertEquals(new FieldError("/to", "And 1 more like these."), errors.get(100));
        assertEquals(101, errors.size());
    }

    @Test
    void aNumberThatIsTooLongPointsAtItsEntryAndAtNoOther() {
        assertEquals(List.of(new FieldError("/to/1", "This is not a possible phone number. Check its length and country code.")),
            errors(international, draft("+46701234567", "+49171123456789012", "+46701234568")));
    }

    @Test
    void unassignedNumbersAreTakenWhereTheDraftAllowsThem() {
        List<String> to = List.of("+44 1111 111", "+46701234567");
        assertEquals(List.of(new FieldError("/to/0", PhoneNumber.UNASSIGNED)), errors(international, new Draft(SENDER, to, "Hello", null)));
        assertEquals(List.of(new PhoneNumber("441111111"), new PhoneNumber("46701234567")),
            international.order(new Draft(SENDER, to, "Hello", null, true, null)).to());
    }

    @Test
    void noRecipientIsOneTooFew() {
        FieldError none = new FieldError("/to", "Give at least one recipient.");
        assertEquals(List.of(none), errors(international, draft()));
        assertEquals(List.of(none), errors(international, new Draft(SENDER, null, "Hello", null)));
    }

    @Test
    void oneTooManyIsRefusedAndRepeatsDoNotCount() {
        List<String> five = TestDesk.numbers(5).stream().map(PhoneNumber::e164).toList();
        List<String> repeated = new ArrayList<>(five);
        repeated.addAll(five);
        assertEquals(5, international.order(new Draft(SENDER, repeated, "Hello", null)).to().size());
        List<String> six = TestDesk.numbers(6).stream().map(PhoneNumber::e164).toList();
        assertEquals(List.of(new FieldError("/to", "These are 6 recipients; one batch takes at most 5. Split them into several batches.")),
            errors(international, new Draft(SENDER, six, "Hello", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t", "\u2003"})
    void aTextWithoutAnythingIsRefused(String text) {
        assertEquals(List.of(new FieldError("/text", "Write a text.")),
            errors(international, new Draft(SENDER, List.of("+46701234567"), text, null)));
    }

    @Test
    void twoThousandCharactersPassAndOneMoreDoesNot() {
        assertEquals("a".repeat(2000), text("a".repeat(2000)));
        assertEquals("😀".repeat(1000), text("😀".repeat(1000)));
        assertTextRefused("a".repeat(2001), "The text has 2001 characters, 2000 are possible; emoji count as two or more. Shorten it.");
        assertTextRefused("😀".repeat(1000) + "a",
            "The text has 2001 characters, 2000 are possible; emoji count as two or more. Shorten it.");
    }

    @Test
    void aTextOfMorePartsThanTheSettingAllowsIsRefusedWithBothFigures() {
        Composer short2 = new Composer(5, null, 2);
        assertEquals(306, short2.order(texting("a".repeat(306))).text().length());
        assertEquals(List.of(new FieldError("/text", "The text needs 3 parts, and SMSDESK_MAX_PARTS allows 2. Shorten it.")),
            errors(short2, texting("a".repeat(307))));
        assertEquals(List.of(new FieldError("/text",
            "The text needs 3 parts, and SMSDESK_MAX_PARTS allows 2. Each holds 67 characters only, as at least one character"
            + " is outside the GSM alphabet, such as an emoji; without it a part holds 153. Shorten it.")),
            errors(short2, texting("я".repeat(135))));
    }

    private static Draft texting(String text) {
        return new Draft(SENDER, List.of("+46701234567"), text, null);
    }

    @Test
    void unreadableTextIsRefused() {
        assertTextRefused("cut \ud83d", "The text has half a character in it, perhaps an emoji that was cut. Write that place anew.");
        assertTextRefused("\ude00 cut", "The text has half a character in it, perhaps an emoji that was cut. Write that place anew.");
        assertTextRefused("a\u0000b", "The text has a control character in it that no telephone shows. Remove it.");
        assertTextRefused("a\u001b[31m", "The text has a control character in it that no telephone shows. Remove it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "two\r\nlines", "tab\there", " blanks stay ", "مرحبا\u202e",
        "'; drop table batch; --"})
    void anyOtherTextIsKeptToTheLetter(String text) {
        assertEquals(text, text(text));
    }

    @Test
    void aNameIsOptionalAndStripped() {
        assertNull(international.order(named(null)).name());
        assertNull(international.order(named("  ")).name());
        assertEquals("Autumn", international.order(named(" Autumn ")).name());
        assertEquals("n".repeat(200), international.order(named("n".repeat(200))).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\r\nb", "a\u0000", "a\u0085b", "a\u2028b", "a\u007f", "half \ud83d"})
    void aNameThatLeavesItsLineIsRefused(String name) {
        assertEquals(List.of(new FieldError("/name",
            "The name has a line end, a control character or half a character in it. Write it on one line.")),
            errors(international, named(name)));
    }

    @Test
    void aNameOf201CharactersIsRefused() {
        assertEquals(List.of(new FieldError("/name", "The name has 201 characters, 200 are possible. Shorten it.")),
            errors(international, named("n".repeat(201))));
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        ProblemException refused = assertThrows(ProblemException.class,
            () -> international.order(new Draft(null, List.of("x"), "", "\n x")));
        assertEquals(ProblemType.INVALID, refused.type());
        assertEquals(List.of("/from", "/text", "/name", "/to/0"), pointers(refused.errors()));
    }

    @Test
    void everyInputGivesAnOrderOrARefusal() {
        Random random = new Random(42);
        String alphabet = "+0046701234567 ()-./;,xabÅ٣\u0000\n😀\ud83d<'\"";
        for (int i = 0; i < 20_000; i++) {
            String typed = random.ints(random.nextInt(18), 0, alphabet.length()).collect(StringBuilder::new,
                (s, at) -> s.append(alphabet.charAt(at)), StringBuilder::append).toString();
            Composer composer = random.nextBoolean() ? swedish : international;
            try {
                Order order = composer.order(new Draft(typed, List.of(typed), typed, typed));
                assertTrue(order.to().get(0).e164().matches("\\+[1-9][0-9]{4,14}"), typed);
                assertTrue(order.from().matches("\\+[1-9][0-9]{4,14}|[0-9]{3,8}|[A-Za-z0-9 .&'!_-]{1,11}"), typed);
            } catch (ProblemException e) {
                assertEquals(ProblemType.INVALID, e.type());
                assertTrue(e.errors().stream().allMatch(error -> error.pointer().matches("/(from|text|name|to/0)")), typed);
            }
        }
    }

    private static Draft draft(String... to) {
        return new Draft(SENDER, Arrays.asList(to), "Hello", null);
    }

    private static Draft named(String name) {
        return new Draft(SENDER, List.of("+46701234567"), "Hello", name);
    }

    private String text(String text) {
        return international.order(new Draft(SENDER, List.of("+46701234567"), text, null)).text();
    }

    private void assertTextRefused(String text, String sentence) {
        assertEquals(List.of(new FieldError("/text", sentence)),
            errors(international, new Draft(SENDER, List.of("+46701234567"), text, null)));
    }

    private static List<FieldError> errors(Composer composer, Draft draft) {
        ProblemException refused = assertThrows(ProblemException.class, () -> composer.order(draft));
        assertEquals(ProblemType.INVALID, refused.type());
        return refused.errors();
    }

    private static List<String> pointers(List<FieldError> errors) {
        return errors.stream().map(FieldError::pointer).toList();
    }
}
