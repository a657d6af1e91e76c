package dev.smsdesk.sinch.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Phone numbers have one form in every notation; other addresses stay unchanged")
class PhoneDigitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"46701234567", "+46701234567", "0046701234567", "+46 70-123 45 67", "(+46) 70 123 45 67", "00 46 70.123/45.67",
        "46 70-123 45 67", "(46) 701234567", "+46\u00A070\u2011123 45 67"})
    void digitsOnly(String written) {
        assertEquals("46701234567", PhoneDigits.of(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "007", "SMS Desk", "Taxi 24", "A1", "psid-1234", "", "+", "46*31#", "7-11", "24/7", "3.14", "+7-11",
        "12 345", "1.000", "2026-11-29", "11/12/2026", "24-7-365", "0-0-7"})
    void shortCodesAndNamesStay(String address) {
        assertEquals(address, PhoneDigits.of(address));
    }
}
