package dev.smsdesk.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A phone number has one canonical form, whatever the notation it was pasted in")
class PhoneNumberTest {
    @ParameterizedTest
    @ValueSource(strings = {"+46701234567", "0046701234567", " +46 70-123 45 67 ", "+46 (0)70 123 45 67", "+46.70.123.45.67", "\u00A0+46701234567"})
    void internationalNotationsAreTheSameNumber(String typed) throws Exception {
        assertEquals("46701234567", PhoneNumber.read(typed, null).digits());
    }

    @Test
    void aNationalNumberNeedsACountry() throws Exception {
        assertEquals("46701234567", PhoneNumber.read("070-123 45 67", "SE").digits());
        PhoneNumber.Unreadable refused = assertThrows(PhoneNumber.Unreadable.class, () -> PhoneNumber.read("070-123 45 67", null));
        assertEquals("Write the number with + and its country code, such as +46701234567.", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "+46", "+4670", "hello", "+46 FLOWERS", "+46701234567 ext. 5", "+999123456789", "4.67E+10", "+467012345678901234"})
    void whatCannotBeANumberIsRefused(String typed) {
        assertThrows(PhoneNumber.Unreadable.class, () -> PhoneNumber.read(typed, "SE"));
    }

    @Test
    void neverShowsItselfWhole() throws Exception {
        String shown = PhoneNumber.read("+46701234567", null).toString();
        assertFalse(shown.contains("1234"), shown);
        assertTrue(shown.startsWith("+467"), shown);
    }
}
