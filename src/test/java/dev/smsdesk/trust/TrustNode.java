package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** One server's trust, on a database that others share; it looks and writes when it is asked to. */
final class TrustNode {
    static final byte[] SALT = "salt".getBytes(StandardCharsets.US_ASCII);
    final SecretRing ring;
    final RotationWindow window;
    final EnteredSecrets entered;
    final SecretKeeper keeper;
    final SecretHits hits;
    final SecretOverview overview;

    /** @param key fills the 32 bytes; 0 for none */
    TrustNode(TestDatabase db, Clock clock, int key, KnownSecret... settings) {
        byte[] bytes = new byte[SecretSeal.KEY_BYTES];
        Arrays.fill(bytes, (byte) key);
        Trust trust = Trust.of(db.tx(), new Ids(clock), clock, key == 0 ? null : new SecretSeal(bytes), Duration.ofHours(48));
        ring = trust.ring();
        window = trust.window();
        entered = trust.entered();
        keeper = trust.keeper();
        hits = trust.hits();
        overview = trust.overview();
        keeper.load(List.of(settings));
    }

    List<String> live(Channel channel) {
        return ring.of(channel).stream().map(TrustNode::text).toList();
    }

    static String text(Secret secret) {
        return new String(secret.key(), StandardCharsets.UTF_8);
    }

    /** @return its id */
    String enter(Channel channel, Slot slot, String text) {
        entered.enter(channel, slot, text, "ann").ifPresent(fault -> {
            throw new AssertionError(fault);
        });
        keeper.refresh();
        return overview.rows().stream().filter(row -> row.channel() == channel && row.slot() == slot && row.id() != null).findFirst()
            .orElseThrow().id();
    }
}
