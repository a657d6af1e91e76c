package dev.smsdesk.trust;

import static dev.smsdesk.trust.BasicPassword.PasswordVerdict.ABSENT;
import static dev.smsdesk.trust.BasicPassword.PasswordVerdict.FITS;
import static dev.smsdesk.trust.BasicPassword.PasswordVerdict.NOT_READABLE;
import static dev.smsdesk.trust.BasicPassword.PasswordVerdict.WRONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("HTTP Basic needs the right user and password in one readable header")
class BasicPasswordTest {
    private final BasicPassword password = new BasicPassword("sinch", "with:colon in it");

    @Test
    void bothFit() {
        assertEquals(FITS, check("Basic " + pair("sinch", "with:colon in it")));
        assertEquals(FITS, check("bAsIc   " + pair("sinch", "with:colon in it") + " "));
    }

    @Test
    void whichOfThemIsWrongIsNotTold() {
        assertEquals(WRONG, check("Basic " + pair("sinch", "with:colon in i")));
        assertEquals(WRONG, check("Basic " + pair("Sinch", "with:colon in it")));
        assertEquals(WRONG, check("Basic " + pair("", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic %%%", "Bearer c2luY2g6cHc=", "Basic c2luY2g=", "c2luY2g6cHc="})
    void whatIsNoPairIsNotReadable(String header) {
        assertEquals(NOT_READABLE, check(header));
    }

    @Test
    void twoHeadersAreNoneEvenIfOneFits() {
        assertEquals(NOT_READABLE, password.check(List.of("Basic " + pair("sinch", "with:colon in it"), "Basic eDp5")));
    }

    @Test
    void noneIsAbsent() {
        assertEquals(ABSENT, password.check(List.of()));
        assertEquals(ABSENT, password.check(null));
    }

    private BasicPassword.PasswordVerdict check(String header) {
        return password.check(List.of(header));
    }

    private static String pair(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
