package dev.smsdesk.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Hits are counted by secret on all nodes together, and survive a restart")
@Tag("slow")
class SecretHitsTest {
    private static final KnownSecret OLD = KnownSecret.ofSetting(Channel.SMS, Slot.CURRENT, "SINCH_WEBHOOK_SECRET", "old");
    private static final KnownSecret NEW = KnownSecret.ofSetting(Channel.SMS, Slot.NEXT, "SINCH_WEBHOOK_SECRET_NEXT", "new");
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final TestDatabase db = TestDatabase.open();
    private final TrustNode here = new TrustNode(db, clock, 1, OLD, NEW);
    private final TrustNode there = new TrustNode(db, clock, 1, OLD, NEW);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void theNodesAddUpAndTheLatestHitCounts() {
        here.hits.start(TrustNode.SALT);
        there.hits.start(TrustNode.SALT);
        assertTrue(Concurrently.eventually(() -> db.number("select count(*) from secret_use") == 2), "watched from the beginning");
        here.hits.hit(Channel.SMS, "SINCH_WEBHOOK_SECRET");
        here.hits.hit(Channel.SMS, "SINCH_WEBHOOK_SECRET");
        clock.pass(Duration.ofMinutes(5));
        there.hits.hit(Channel.SMS, "SINCH_WEBHOOK_SECRET");
        there.hits.close();
        here.hits.close();
        SecretUse use = use(here, "SINCH_WEBHOOK_SECRET");
        assertEquals(new SecretUse(3, clock.instant(), Instant.parse("2026-11-24T10:00:00Z")), use);
        assertEquals(0, use(here, "SINCH_WEBHOOK_SECRET_NEXT").hits());
        TrustNode restarted = new TrustNode(db, clock, 1, OLD, NEW);
        restarted.hits.start(TrustNode.SALT);
        assertEquals(3, use(restarted, "SINCH_WEBHOOK_SECRET").hits());
        restarted.hits.close();
    }

    @Test
    void theCountGoesWithTheSecretAndNotWithItsSetting() {
        here.hits.start(TrustNode.SALT);
        here.hits.hit(Channel.SMS, "SINCH_WEBHOOK_SECRET_NEXT");
        here.hits.close();
        TrustNode moved = new TrustNode(db, clock, 1, KnownSecret.ofSetting(Channel.SMS, Slot.CURRENT, "SINCH_WEBHOOK_SECRET", "new"),
            KnownSecret.ofSetting(Channel.SMS, Slot.NEXT, "SINCH_WEBHOOK_SECRET_NEXT", "newer"));
        moved.hits.start(TrustNode.SALT);
        assertEquals(1, use(moved, "SINCH_WEBHOOK_SECRET").hits());
        assertEquals(0, use(moved, "SINCH_WEBHOOK_SECRET_NEXT").hits());
        moved.hits.close();
    }

    @Test
    void theOldOneIsSafeToRemoveAfterTwoDaysInWhichTheNewOneWasUsed() {
        here.hits.start(TrustNode.SALT);
        here.hits.hit(Channel.SMS, "SINCH_WEBHOOK_SECRET");
        here.hits.write();
        assertEquals(1, use(here, "SINCH_WEBHOOK_SECRET").hits());
        assertEquals(RemovalAdvice.IN_USE, light("SINCH_WEBHOOK_SECRET"));
        assertEquals(RemovalAdvice.WAITING, light("SINCH_WEBHOOK_SECRET_NEXT"));
        clock.pass(Duration.ofHours(49));
        assertEquals(RemovalAdvice.WATCHING, light("SINCH_WEBHOOK_SECRET"), "the new one was not used either");
        here.hits.hit(Channel.SMS, "SINCH_WEBHOOK_SECRET_NEXT");
        here.hits.write();
        assertEquals(1, use(here, "SINCH_WEBHOOK_SECRET_NEXT").hits());
        assertEquals(RemovalAdvice.SAFE, light("SINCH_WEBHOOK_SECRET"));
        assertEquals(RemovalAdvice.IN_USE, light("SINCH_WEBHOOK_SECRET_NEXT"));
        here.hits.close();
    }

    @Test
    void whatIsEnteredAgainIsWatchedAnew() {
        here.hits.start(TrustNode.SALT);
        String id = here.enter(Channel.SMS, Slot.CURRENT, "again");
        here.hits.write();
        assertEquals(3, db.number("select count(*) from secret_use"));
        here.entered.remove(id);
        clock.pass(Duration.ofHours(60));
        here.enter(Channel.SMS, Slot.CURRENT, "again");
        here.hits.hit(Channel.SMS, "SINCH_WEBHOOK_SECRET_NEXT");
        here.hits.write();
        assertEquals(1, use(here, "SINCH_WEBHOOK_SECRET_NEXT").hits());
        SecretOverview.SecretRow row = here.overview.rows().stream().filter(one -> one.id() != null).findFirst().orElseThrow();
        assertEquals(clock.instant(), row.use().knownSince());
        assertEquals(RemovalAdvice.WATCHING, row.light());
        here.hits.close();
    }

    @Test
    void thePasswordIsCountedToo() {
        here.ring.set(Channel.SMS, new BasicPassword("sinch", "a-password-of-ours"));
        here.hits.start(TrustNode.SALT);
        here.hits.hit(Channel.SMS, BasicPassword.NAME);
        here.hits.close();
        assertEquals(1, here.overview.password(Channel.SMS).orElseThrow().hits());
    }

    @Test
    void anUnknownSecretIsNotCounted() {
        here.hits.start(TrustNode.SALT);
        here.hits.hit(Channel.SMS, "no such secret");
        here.hits.close();
        assertEquals(0, db.number("select coalesce(sum(hits), 0) from secret_use"));
    }

    private RemovalAdvice light(String name) {
        return row(here, name).light();
    }

    private static SecretUse use(TrustNode node, String name) {
        return row(node, name).use();
    }

    private static SecretOverview.SecretRow row(TrustNode node, String name) {
        return node.overview.rows().stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }
}
