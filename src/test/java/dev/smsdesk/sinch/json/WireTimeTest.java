package dev.smsdesk.sinch.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Times are read leniently, cut to microseconds, and never guessed")
class WireTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T08:15:30Z,             2026-11-24T08:15:30Z",
        "2026-11-24T08:15:30.123Z,         2026-11-24T08:15:30.123Z",
        "2026-11-24T08:15:30.123456Z,      2026-11-24T08:15:30.123456Z",
        "2026-11-24T08:15:30.999999999Z,   2026-11-24T08:15:30.999999Z",
        "2026-11-24T08:15Z,                2026-11-24T08:15:00Z",
        "2026-11-24t08:15:30z,             2026-11-24T08:15:30Z",
        "2026-11-24T10:15:30+02:00,        2026-11-24T08:15:30Z",
        "2026-11-24T02:45:30-0530,         2026-11-24T08:15:30Z",
        "2026-11-24T10:15:30+02,           2026-11-24T08:15:30Z",
        "2026-11-24T08:15:30.5,            2026-11-24T08:15:30.5Z",
        "2026-10-25T02:30:00,              2026-10-25T02:30:00Z",
        "1971-01-01T00:00:00Z,             1971-01-01T00:00:00Z",
        "9998-12-31T23:59:59.9999999Z,     9998-12-31T23:59:59.999999Z"})
    void read(String written, Instant expected) {
        assertEquals(expected, WireTime.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00",
        "1970-01-01T00:03:12Z", "0001-01-01T00:00:00Z", "2026-11-29 07:00:00", "+99999-01-01T00:00:00Z", "-0001-01-01T00:00:00Z",
        "yesterday", "1795508131",
        "2026-11-24", "2026-11-24T08:15:30.1234567890Z", "2026-02-30T00:00:00Z", "2026-11-24T25:00:00Z",
            "2026-11-24T08:15:30 Europe/Stockholm", "9998-12-31T23:59:59-01:00"})
    void notRead(String written) {
        assertNull(WireTime.parse(written));
    }
}
