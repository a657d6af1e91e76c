package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An id is a ULID in SMS Desk's own spelling, and nothing else")
class IdsTest {
    @Test
    void whatWeMakeIsOne() {
        assertTrue(Ids.isId(new Ids(Clock.systemUTC()).next()));
        assertTrue(Ids.isId(Ids.firstAt(Instant.EPOCH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01m85mryqbevj56rryv6ygtcn5", "01M85MRYQBEVJ56RRYV6YGTCNO", "81M85MRYQBEVJ56RRYV6YGTCN5",
        "01M85MRYQB-EVJ56RRYV-6YGTCN5", "01M85MRYQBEVJ56RRYV6YGTCN5 "})
    void anotherSpellingOfOneWouldFindNoRowSoItIsNone(String text) {
        assertFalse(Ids.isId(text));
    }

    @Test
    void nothingIsNone() {
        assertFalse(Ids.isId(null));
    }
}
