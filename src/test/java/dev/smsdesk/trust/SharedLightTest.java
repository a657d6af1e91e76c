package dev.smsdesk.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The removal advice counts the secrets that can replace this one, and both paths of a shared setting")
@Tag("slow")
class SharedLightTest {
    private static final String SHARED = "SINCH_WEBHOOK_SECRET";
    private static final String NEXT = "SINCH_WEBHOOK_SECRET_NEXT";
    private static final String OVERRIDE = "SMSDESK_CONVERSATION_OVERRIDE_SECRET";
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final TestDatabase db = TestDatabase.open();
    private final TrustNode node = new TrustNode(db, clock, 1, shared(Channel.SMS, Slot.CURRENT, SHARED, "old"),
        shared(Channel.SMS, Slot.NEXT, NEXT, "new"), shared(Channel.CONVERSATION, Slot.CURRENT, SHARED, "old"),
        shared(Channel.CONVERSATION, Slot.NEXT, NEXT, "new"), shared(Channel.CONVERSATION, Slot.OVERRIDE, OVERRIDE, "override"));

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aSettingThatTheOtherPathStillNeedsIsNotSafe() {
        atFirst(Channel.CONVERSATION, SHARED);
        twoDaysLater(Channel.SMS, NEXT);
        assertLight(RemovalAdvice.WATCHING, "It is known for less than 48 hours, or none that can take its place was used in that time. "
            + "This holds for the other path, which reads the same setting.", Channel.SMS, SHARED);
        assertLight(RemovalAdvice.WATCHING, "It is known for less than 48 hours, or none that can take its place was used in that time.",
            Channel.CONVERSATION, SHARED);
        hit(Channel.CONVERSATION, SHARED);
        assertLight(RemovalAdvice.IN_USE, "It signed a callback within the last 48 hours. This holds for the other path, which "
            + "reads the same setting.", Channel.SMS, SHARED);
    }

    @Test
    void whereBothPathsUseTheNextOneItIsSafeOnBoth() {
        atFirst(Channel.SMS, SHARED);
        twoDaysLater(Channel.SMS, NEXT);
        hit(Channel.CONVERSATION, NEXT);
        for (Channel channel : Channel.values()) {
            assertLight(RemovalAdvice.SAFE, "No callback for more than 48 hours, while one that can take its place was used.", channel,
                SHARED);
            assertLight(RemovalAdvice.IN_USE, "It signed a callback within the last 48 hours.", channel, NEXT);
        }
    }

    @Test
    void aNextOneThatOnlyOnePathUsesIsInUse() {
        atFirst(Channel.SMS, SHARED);
        twoDaysLater(Channel.SMS, NEXT);
        assertEquals(RemovalAdvice.IN_USE, row(Channel.CONVERSATION, NEXT).light());
    }

    @Test
    void whatIsEnteredForOnePathIsJudgedOnThatPathAlone() {
        node.enter(Channel.SMS, Slot.CURRENT, "entered");
        node.enter(Channel.CONVERSATION, Slot.CURRENT, "entered");
        String ofSms = node.keeper.live().stream().filter(one -> one.isEntered() && one.channel() == Channel.SMS).findFirst()
            .orElseThrow().secret().name();
        atFirst(Channel.SMS, NEXT);
        twoDaysLater(Channel.SMS, NEXT);
        assertEquals(RemovalAdvice.SAFE, row(Channel.SMS, ofSms).light());
    }

    @Test
    void useOfTheCurrentSecretMakesNoOverrideSecretSafeNorTheOtherWayRound() {
        atFirst(Channel.CONVERSATION, OVERRIDE);
        twoDaysLater(Channel.CONVERSATION, SHARED);
        assertEquals(RemovalAdvice.WATCHING, row(Channel.CONVERSATION, OVERRIDE).light());
        clock.pass(Duration.ofHours(49));
        hit(Channel.CONVERSATION, OVERRIDE);
        assertEquals(RemovalAdvice.WATCHING, row(Channel.CONVERSATION, SHARED).light());
    }

    @Test
    void anotherOverrideSecretThatIsUsedDoes() {
        atFirst(Channel.CONVERSATION, OVERRIDE);
        node.enter(Channel.CONVERSATION, Slot.OVERRIDE, "the new one");
        String entered = node.keeper.live().stream().filter(KnownSecret::isEntered).findFirst().orElseThrow().secret().name();
        twoDaysLater(Channel.CONVERSATION, entered);
        assertEquals(RemovalAdvice.SAFE, row(Channel.CONVERSATION, OVERRIDE).light());
    }

    /** All are known from now on, and this one is used. */
    private void atFirst(Channel channel, String name) {
        node.hits.start(TrustNode.SALT);
        node.hits.hit(channel, name);
        node.hits.write();
    }

    private void twoDaysLater(Channel channel, String name) {
        clock.pass(Duration.ofHours(49));
        hit(channel, name);
    }

    private void hit(Channel channel, String name) {
        node.hits.hit(channel, name);
        node.hits.write();
    }

    private void assertLight(RemovalAdvice light, String why, Channel channel, String name) {
        assertEquals(light, row(channel, name).light(), channel + " " + name);
        assertEquals(why, row(channel, name).why());
    }

    private SecretOverview.SecretRow row(Channel channel, String name) {
        return node.overview.rows().stream().filter(row -> row.channel() == channel && row.name().equals(name)).findFirst().orElseThrow();
    }

    private static KnownSecret shared(Channel channel, Slot slot, String setting, String text) {
        return KnownSecret.ofSetting(channel, slot, setting, text);
    }
}
