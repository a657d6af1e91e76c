package dev.smsdesk.sinch.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Retry-After is seconds or a date, and never more than a day")
class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | PT0S", "2 | PT2S", "86400 | P1D", "86401 | P1D", "999999999 | P1D",
        "Tue, 24 Nov 2026 08:01:30 GMT | PT1M30S", "Tue, 24 Nov 2026 07:00:00 GMT | PT0S", "Thu, 31 Dec 2026 00:00:00 GMT | P1D"})
    void read(String header, Duration wait) {
        assertEquals(wait, RetryAfter.read(header, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "9999999999999999999", "2026-11-24T08:01:30Z"})
    void anythingElseNamesNoWait(String header) {
        assertNull(RetryAfter.read(header, NOW));
    }

    @Test
    void noHeaderNamesNoWait() {
        assertNull(RetryAfter.read(null, NOW));
    }
}
