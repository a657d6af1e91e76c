package dev.smsdesk.trust;

import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The parts that decide which callbacks are accepted. */
public record Trust(SecretRing ring, EnteredSecrets entered, RotationWindow window, SecretKeeper keeper, SecretHits hits,
        SecretOverview overview) implements AutoCloseable {

    /** @param seal null if the settings have no key; @param maxAge of the oldest signature accepted */
    public static Trust of(Tx tx, Ids ids, Clock clock, SecretSeal seal, Duration maxAge) {
        SecretRing ring = new SecretRing(clock);
        EnteredSecrets entered = new EnteredSecrets(tx, ids, clock, seal);
        RotationWindow window = new RotationWindow(tx, clock);
        SecretKeeper keeper = new SecretKeeper(tx, ring, entered, window);
        SecretHits hits = new SecretHits(ring, tx, clock);
        return new Trust(ring, entered, window, keeper, hits, new SecretOverview(keeper, hits, clock, maxAge));
    }

    /** Needs the tables; may be called again after a failure. */
    public void load(List<KnownSecret> ofSettings) {
        keeper.load(ofSettings);
    }

    /** Call once after {@link #load}. @param salt of this installation, the same on all nodes */
    public void start(byte[] salt) {
        keeper.start();
        hits.start(salt);
    }

    @Override
    public void close() {
        keeper.close();
        hits.close();
    }
}
