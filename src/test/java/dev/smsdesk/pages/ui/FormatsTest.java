package dev.smsdesk.pages.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.receive.inbox.CallbackState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Values read the same on every machine")
class FormatsTest {
    @Test
    void timesAreUtcAndEveryHourIsThereOnce() {
        assertEquals("2026-10-25 00:30:00", Formats.time(Instant.parse("2026-10-25T00:30:00.999Z")));
        assertEquals("2026-10-25 01:30:00", Formats.time(Instant.parse("2026-10-25T01:30:00Z")));
        assertEquals("", Formats.time(null));
    }

    @Test
    void phoneNumbersAreGroupedAndEverythingElseIsAsItCame() {
        assertEquals("+46\u00a070\u00a0123\u00a045\u00a067", Formats.number("46701234567"));
        assertEquals("+46\u00a070\u00a0123\u00a045\u00a067", Formats.number("+46701234567"));
        for (String other : List.of("MyShop", "12345", "0701234567", "<b>", "", "1".repeat(16))) {
            assertEquals(other, Formats.number(other));
        }
    }

    @Test
    void codesCarryTheirKnownName() {
        assertEquals("402 Message unroutable", Formats.code(402, DeliveryState.ABORTED));
        assertEquals("402", Formats.code(402, DeliveryState.DELIVERED), "this number is another one's code");
        assertEquals("403", Formats.code(403, DeliveryState.REJECTED_BY_API), "the status of HTTP");
        assertEquals("402", Formats.code(402, null));
        assertEquals("407 Cancelled", Formats.code(407, DeliveryState.CANCELLED));
        assertEquals("400 Queued", Formats.code(400, DeliveryState.QUEUED));
        assertEquals("777", Formats.code(777, DeliveryState.ABORTED));
        assertEquals("0", Formats.code(0, DeliveryState.DELIVERED));
        assertEquals("", Formats.code(null, DeliveryState.DELIVERED));
    }

    @Test
    void anOpeningIsOneLineAndCutsNoCharacterInTwo() {
        assertEquals("a b c", Formats.opening(" a\n b\t c ", 10));
        assertEquals("abc…", Formats.opening("abcdef", 3));
        assertEquals("ab…", Formats.opening("ab😀cd", 3));
        assertEquals("", Formats.opening(null, 3));
    }

    @Test
    void everyStateHasAWordAnIconAndAHint() {
        Stream.of(DeliveryState.values(), SubmissionState.values(), CallbackState.values()).flatMap(Stream::of).map(Badge::of)
            .forEach(badge -> {
            assertFalse(badge.word().isBlank());
            assertTrue(badge.hint().endsWith("."));
            assertTrue(Set.of("good", "bad", "open", "unsure", "quiet").contains(badge.tone()));
        });
    }

    @Test
    void twoDeliveryStatesNeverReadAlike() {
        assertEquals(DeliveryState.values().length, Stream.of(DeliveryState.values()).map(s -> Badge.of(s).word()).distinct().count());
    }

    @Test
    void everyRecipientIsInExactlyOneSum() {
        for (DeliveryState state : DeliveryState.values()) {
            Tally tally = new Tally(Map.of(state, 3L));
            assertEquals(3, tally.delivered() + tally.failed() + tally.notSent() + tally.open() + tally.unsure(), state.name());
            assertEquals(3, tally.total());
        }
    }

    @Test
    void whatAPersonStoppedIsNoFailure() {
        Tally tally = new Tally(Map.of(DeliveryState.NOT_SENT, 2L, DeliveryState.REJECTED_BY_API, 1L));
        assertEquals(2, tally.notSent());
        assertEquals(1, tally.failed());
        assertEquals(List.of("bad", "quiet"), tally.bar().stream().map(Tally.Piece::tone).toList());
        assertEquals(new Badge("Not sent", "quiet",
            "Withdrawn or given up by a person. If Sinch reports on it all the same, the report counts."),
            Badge.of(DeliveryState.NOT_SENT));
    }

    @Test
    void theBarIsFullAndItsPiecesMeet() {
        Tally tally = new Tally(Map.of(DeliveryState.DELIVERED, 1L, DeliveryState.FAILED, 1L, DeliveryState.QUEUED, 2L));
        assertEquals(List.of(new Tally.Piece("good", "0.00%", "25.00%"), new Tally.Piece("bad", "25.00%", "25.00%"),
            new Tally.Piece("open", "50.00%", "50.00%")), tally.bar());
        assertEquals(List.of(), new Tally(Map.of()).bar());
    }

    @Test
    void aBatchIsSettledWhenNothingMoreIsToCome() {
        Tally known = new Tally(Map.of(DeliveryState.DELIVERED, 1L, DeliveryState.REJECTED_BY_API, 1L, DeliveryState.UNKNOWN, 1L));
        assertTrue(known.isSettled() && !known.isOpenAtSinch());
        Tally stopped = new Tally(Map.of(DeliveryState.DELIVERED, 1L, DeliveryState.NOT_SENT, 1L));
        assertTrue(stopped.isSettled() && stopped.isOpenAtSinch(), "Sinch may know of it after all");
        assertFalse(new Tally(Map.of(DeliveryState.DELIVERED, 1L, DeliveryState.UNSURE, 1L)).isSettled());
    }
}
