package dev.smsdesk.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A rotation window is open on all nodes, for a day at most, until its end or until it is closed")
class RotationWindowTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final TestDatabase db = TestDatabase.open();
    private final TrustNode here = new TrustNode(db, clock, 1);
    private final TrustNode there = new TrustNode(db, clock, 1);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void everyNodeFollowsItsOpeningAndItsClosing() {
        assertFalse(there.ring.isUnsettled(Channel.SMS));
        there.keeper.start();
        assertTrue(here.window.open(Duration.ofHours(24), "ann"));
        assertTrue(Concurrently.eventually(() -> there.ring.isUnsettled(Channel.SMS) && there.ring.isUnsettled(Channel.CONVERSATION)));
        assertEquals("ann", there.ring.window().orElseThrow().openedBy());
        here.window.close();
        assertTrue(Concurrently.eventually(() -> !there.ring.isUnsettled(Channel.SMS)));
        there.keeper.close();
    }

    @Test
    void itEndsByItself() {
        here.window.open(Duration.ofHours(1), "ann");
        here.keeper.refresh();
        clock.pass(Duration.ofHours(1).minusMillis(1));
        assertTrue(here.ring.window().isPresent());
        clock.pass(Duration.ofMillis(1));
        assertEquals(Optional.empty(), here.ring.window());
        assertFalse(here.ring.isUnsettled(Channel.SMS));
    }

    @Test
    void anOpenWindowCannotBeProlonged() {
        assertTrue(here.window.open(Duration.ofHours(2), "ann"));
        assertFalse(there.window.open(Duration.ofHours(24), "bob"));
        here.keeper.refresh();
        assertEquals(Instant.parse("2026-11-24T12:00:00Z"), here.ring.window().orElseThrow().endsAt());
        clock.pass(Duration.ofHours(2));
        assertTrue(there.window.open(Duration.ofHours(1), "bob"));
        there.keeper.refresh();
        assertEquals("bob", there.ring.window().orElseThrow().openedBy());
    }

    @Test
    void aDayIsTheMostEvenIfTheDatabaseSaysMore() {
        assertThrows(IllegalArgumentException.class, () -> here.window.open(Duration.ofHours(25), "ann"));
        assertThrows(IllegalArgumentException.class, () -> here.window.open(Duration.ofMinutes(59), "ann"));
        here.window.open(Duration.ofHours(1), "ann");
        db.run("update rotation_window set ends_at = ?", clock.instant().plus(Duration.ofDays(30)));
        here.keeper.refresh();
        clock.pass(Duration.ofHours(24));
        assertFalse(here.ring.isUnsettled(Channel.SMS));
    }

    @Test
    void itOutlivesARestart() {
        here.window.open(Duration.ofHours(5), "ann");
        assertTrue(new TrustNode(db, clock, 1).ring.window().isPresent());
    }
}
