package dev.smsdesk.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.message.Family;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A light sees those secrets that can take its secret's place, and both paths of a setting that both read")
class SharedLightTest {
    private static final String SHARED = "SINCH_WEBHOOK_SECRET";
    private static final String NEXT = "SINCH_WEBHOOK_SECRET_NEXT";
    private static final String OVERRIDE = "SMSDESK_CONVERSATION_OVERRIDE_SECRET";
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final TestDatabase db = TestDatabase.open();
    private final TrustNode node = new TrustNode(db, clock, 1, shared(Family.SMS, Slot.CURRENT, SHARED, "old"), shared(Family.SMS, Slot.NEXT, NEXT, "new"),
        shared(Family.CONVERSATION, Slot.CURRENT, SHARED, "old"), shared(Family.CONVERSATION, Slot.NEXT, NEXT, "new"), shared(Family.CONVERSATION, Slot.OVERRIDE, OVERRIDE, "override"));

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aSettingThatTheOtherPathStillNeedsIsNotSafe() {
        atFirst(Family.CONVERSATION, SHARED);
        twoDaysLater(Family.SMS, NEXT);
        assertLight(Light.WATCHING, "It is known for less than 48 hours, or none that can take its place was used in that time. So it is on the other path, which has it from the same setting.",
            Family.SMS, SHARED);
        assertLight(Light.WATCHING, "It is known for less than 48 hours, or none that can take its place was used in that time.", Family.CONVERSATION, SHARED);
        hit(Family.CONVERSATION, SHARED);
        assertLight(Light.IN_USE, "It signed a callback within the last 48 hours. So it is on the other path, which has it from the same setting.", Family.SMS, SHARED);
    }

    @Test
    void whereBothPathsUseTheNextOneItIsSafeOnBoth() {
        atFirst(Family.SMS, SHARED);
        twoDaysLater(Family.SMS, NEXT);
        hit(Family.CONVERSATION, NEXT);
        for (Family family : Family.values()) {
            assertLight(Light.SAFE, "No callback for more than 48 hours, while one that can take its place was used.", family, SHARED);
            assertLight(Light.IN_USE, "It signed a callback within the last 48 hours.", family, NEXT);
        }
    }

    @Test
    void aNextOneThatOnlyOnePathUsesIsInUse() {
        atFirst(Family.SMS, SHARED);
        twoDaysLater(Family.SMS, NEXT);
        assertEquals(Light.IN_USE, row(Family.CONVERSATION, NEXT).light());
    }

    @Test
    void whatIsEnteredForOnePathIsJudgedOnThatPathAlone() {
        node.enter(Family.SMS, Slot.CURRENT, "entered");
        node.enter(Family.CONVERSATION, Slot.CURRENT, "entered");
        String ofSms = node.keeper.live().stream().filter(one -> one.isEntered() && one.family() == Family.SMS).findFirst().orElseThrow().secret().name();
        atFirst(Family.SMS, NEXT);
        twoDaysLater(Family.SMS, NEXT);
        assertEquals(Light.SAFE, row(Family.SMS, ofSms).light());
    }

    @Test
    void useOfTheCurrentSecretMakesNoOverrideSecretSafeNorTheOtherWayRound() {
        atFirst(Family.CONVERSATION, OVERRIDE);
        twoDaysLater(Family.CONVERSATION, SHARED);
        assertEquals(Light.WATCHING, row(Family.CONVERSATION, OVERRIDE).light());
        clock.pass(Duration.ofHours(49));
        hit(Family.CONVERSATION, OVERRIDE);
        assertEquals(Light.WATCHING, row(Family.CONVERSATION, SHARED).light());
    }

    @Test
    void anotherOverrideSecretThatIsUsedDoes() {
        atFirst(Family.CONVERSATION, OVERRIDE);
        node.enter(Family.CONVERSATION, Slot.OVERRIDE, "the new one");
        String entered = node.keeper.live().stream().filter(KnownSecret::isEntered).findFirst().orElseThrow().secret().name();
        twoDaysLater(Family.CONVERSATION, entered);
        assertEquals(Light.SAFE, row(Family.CONVERSATION, OVERRIDE).light());
    }

    /** All are known from now on, and this one is used. */
    private void atFirst(Family family, String name) {
        node.hits.start(TrustNode.SALT);
        node.hits.hit(family, name);
        node.hits.close();
    }

    private void twoDaysLater(Family family, String name) {
        clock.pass(Duration.ofHours(49));
        hit(family, name);
    }

    private void hit(Family family, String name) {
        node.hits.hit(family, name);
        node.hits.close();   // writes what is in memory
    }

    private void assertLight(Light light, String why, Family family, String name) {
        assertEquals(light, row(family, name).light(), family + " " + name);
        assertEquals(why, row(family, name).why());
    }

    private SecretOverview.Row row(Family family, String name) {
        return node.overview.rows().stream().filter(row -> row.family() == family && row.name().equals(name)).findFirst().orElseThrow();
    }

    private static KnownSecret shared(Family family, Slot slot, String setting, String text) {
        return KnownSecret.ofSetting(family, slot, setting, text);
    }
}
