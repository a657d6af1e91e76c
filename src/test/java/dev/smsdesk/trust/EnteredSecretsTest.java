package dev.smsdesk.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An entered secret is accepted on all nodes, encrypted in the database, and ends when it is removed")
class EnteredSecretsTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final TestDatabase db = TestDatabase.open();
    private final TrustNode here = new TrustNode(db, clock, 1, KnownSecret.ofSetting(Channel.SMS, Slot.CURRENT, "SINCH_WEBHOOK_SECRET",
        "of the settings"));
    private final TrustNode there = new TrustNode(db, clock, 1);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void itIsBelievedBesideTheOneOfTheSettingsOnEveryNode() {
        here.enter(Channel.SMS, Slot.NEXT, "entered ");
        assertEquals(List.of("of the settings", "entered "), here.live(Channel.SMS));
        assertEquals(List.of(), there.live(Channel.SMS));
        there.keeper.refresh();
        assertEquals(List.of("entered "), there.live(Channel.SMS), "byte for byte, blank included");
        assertEquals(List.of(), there.live(Channel.CONVERSATION));
    }

    @Test
    void aNodeFollowsByItselfWithinSeconds() {
        there.keeper.start();
        here.enter(Channel.CONVERSATION, Slot.OVERRIDE, "override");
        assertTrue(dev.smsdesk.store.Concurrently.eventually(() -> there.live(Channel.CONVERSATION).equals(List.of("override"))));
        there.keeper.close();
    }

    @Test
    void noTableHasItInTheClearWhetherLivePromotedOrRemovedAndCounted() {
        String text = "plain-to-see";
        String id = here.enter(Channel.SMS, Slot.NEXT, text);
        here.enter(Channel.CONVERSATION, Slot.OVERRIDE, text);
        here.hits.start(TrustNode.SALT);
        here.hits.hit(Channel.SMS, here.ring.of(Channel.SMS).get(1).name());
        here.hits.close();
        assertNowhere(text);
        here.entered.promote(id);
        assertNowhere(text);
        here.entered.remove(id);
        assertNowhere(text);
        assertEquals(1, db.number("select count(*) from webhook_secret where entered_by = 'ann' and slot = 'CURRENT' and removed_at is "
            + "not null"));
    }

    private void assertNowhere(String text) {
        String everything = db.everything();
        assertTrue(everything.contains("webhook_secret ann\n") && everything.contains("secret_use SMS\n"), "the dump shows what is there");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (String form : List.of(text, new StringBuilder(text).reverse().toString(), Base64.getEncoder().withoutPadding()
                .encodeToString(bytes), HexFormat.of().formatHex(bytes))) {
            assertFalse(everything.toLowerCase(Locale.ROOT).contains(form.toLowerCase(Locale.ROOT)), form);
        }
    }

    @Test
    void removedOnesHideNoLiveOneHoweverManyTheyAre() {
        String live = here.enter(Channel.CONVERSATION, Slot.CURRENT, "live");
        for (int i = 0; i < 101; i++) {
            here.entered.enter(Channel.SMS, Slot.NEXT, "gone " + i, "ann");
            here.entered.remove(db.text("select id from webhook_secret where place = 'sms/next'"));
        }
        here.keeper.refresh();
        assertEquals(List.of("live"), here.live(Channel.CONVERSATION));
        assertEquals("gone 100", TrustNode.text(here.ring.suspects(Channel.SMS).retired().get(0)),
            "those removed last are remembered first");
        here.entered.remove(live);
        here.keeper.refresh();
        assertEquals(List.of(), here.live(Channel.CONVERSATION));
    }

    @Test
    void thereIsOneInEachPlace() {
        here.enter(Channel.SMS, Slot.NEXT, "first");
        assertEquals(Optional.of("There is such a secret already. Enter the new one as next, or remove the other first."),
            there.entered.enter(Channel.SMS, Slot.NEXT, "second", "bob"));
        assertEquals(Optional.empty(), there.entered.enter(Channel.CONVERSATION, Slot.NEXT, "second", "bob"));
        here.keeper.refresh();
        assertEquals(List.of("of the settings", "first"), here.live(Channel.SMS));
    }

    @Test
    void theNextOneBecomesTheCurrentOneAndTheFormerOneIsOnlyRemembered() {
        here.enter(Channel.SMS, Slot.CURRENT, "old");
        String next = here.enter(Channel.SMS, Slot.NEXT, "new");
        assertEquals(List.of("old", "of the settings", "new"), here.live(Channel.SMS), "in the order in which they sign");
        assertEquals(Optional.empty(), there.entered.promote(next));
        here.keeper.refresh();
        assertEquals(List.of("new", "of the settings"), here.live(Channel.SMS));
        assertEquals(List.of("old"), here.ring.suspects(Channel.SMS).retired().stream().map(TrustNode::text).toList());
        assertEquals(Optional.of("This secret is no longer the next one."), here.entered.promote(next));
    }

    @Test
    void whatIsRemovedIsBelievedNoMoreAndForgottenAfterAMonth() {
        String id = here.enter(Channel.SMS, Slot.NEXT, "gone");
        there.entered.remove(id);
        here.keeper.refresh();
        assertEquals(List.of("of the settings"), here.live(Channel.SMS));
        assertEquals(List.of("gone"), here.ring.suspects(Channel.SMS).retired().stream().map(TrustNode::text).toList());
        clock.pass(Duration.ofDays(31));
        here.entered.remove("nothing");
        assertEquals(0, db.number("select count(*) from webhook_secret"));
    }

    @Test
    void withoutAKeyNothingCanBeEnteredAndNothingIsStored() {
        TrustNode keyless = new TrustNode(db, clock, 0);
        assertFalse(keyless.entered.canBeEntered());
        assertEquals(Optional.of("There is no SMSDESK_SECRETS_KEY, so nothing can be stored."),
            keyless.entered.enter(Channel.SMS, Slot.NEXT, "x", "ann"));
        assertEquals(0, db.number("select count(*) from webhook_secret"));
    }

    @Test
    void theEmptyAndTheEndlessAreNoSecrets() {
        assertTrue(here.entered.enter(Channel.SMS, Slot.NEXT, "", "ann").isPresent());
        assertTrue(here.entered.enter(Channel.SMS, Slot.NEXT, "å".repeat(501), "ann").isPresent());
        assertEquals(Optional.empty(), here.entered.enter(Channel.SMS, Slot.NEXT, "å".repeat(500), "ann"));
    }

    @Test
    void withAnotherKeyItCannotBeReadAndNothingIsRefusedForGood() {
        String id = here.enter(Channel.SMS, Slot.NEXT, "sealed");
        for (int key : new int[] {0, 2}) {
            TrustNode other = new TrustNode(db, clock, key);
            assertEquals(List.of(), other.live(Channel.SMS));
            assertTrue(other.ring.hasUnreadable(Channel.SMS));
            assertTrue(other.ring.isUnsettled(Channel.SMS));
            assertFalse(other.ring.isUnsettled(Channel.CONVERSATION));
            assertEquals(RemovalAdvice.UNREADABLE, other.overview.one(id).orElseThrow().light());
            assertTrue(other.entered.promote(id).isPresent());
        }
        TrustNode other = new TrustNode(db, clock, 2);
        other.entered.remove(id);
        other.keeper.refresh();
        assertFalse(other.ring.isUnsettled(Channel.SMS));
        assertEquals(0, db.number("select count(*) from webhook_secret"), "an unreadable secret is of no use");
    }

    @Test
    void aRowThatWasMovedByHandIsNotBelieved() {
        here.enter(Channel.SMS, Slot.NEXT, "moved");
        db.run("update webhook_secret set channel = 'CONVERSATION', place = 'conversation/next'");
        here.keeper.refresh();
        assertEquals(List.of(), here.live(Channel.CONVERSATION));
        assertTrue(here.ring.hasUnreadable(Channel.CONVERSATION));
    }
}
