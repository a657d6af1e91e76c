package dev.smsdesk.app;

import dev.smsdesk.message.Family;
import dev.smsdesk.sinch.Dialect;
import dev.smsdesk.sinch.Secret;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import dev.smsdesk.trust.EnteredSecrets;
import dev.smsdesk.trust.KnownSecret;
import dev.smsdesk.trust.RotationWindow;
import dev.smsdesk.trust.SecretHits;
import dev.smsdesk.trust.SecretKeeper;
import dev.smsdesk.trust.SecretOverview;
import dev.smsdesk.trust.SecretRing;
import dev.smsdesk.trust.SecretSeal;
import dev.smsdesk.trust.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What verifies which path: the settings' secrets and those that admins entered; in the sandbox one of our own making where no setting names a
 * current one.
 */
final class LiveSecrets implements AutoCloseable {
    private final Settings settings;
    private final KeptValues kept;
    private final SecretRing ring;
    private final EnteredSecrets entered;
    private final RotationWindow window;
    private final SecretKeeper keeper;
    private final SecretHits hits;
    private final SecretOverview overview;
    private byte[] salt;

    LiveSecrets(Settings settings, Tx tx, Ids ids, Clock clock) {
        this.settings = settings;
        this.kept = new KeptValues(tx);
        this.ring = new SecretRing(clock);
        this.entered = new EnteredSecrets(tx, ids, clock, settings.secrets().key() == null ? null : new SecretSeal(settings.secrets().key()));
        this.window = new RotationWindow(tx, clock);
        this.keeper = new SecretKeeper(tx, ring, entered, window);
        this.hits = new SecretHits(ring, tx, clock);
        this.overview = new SecretOverview(keeper, hits, clock, settings.callbackMaxAge());
        if (settings.secrets().password() != null) {
            ring.set(Family.SMS, settings.secrets().password());
        }
    }

    /** Needs the tables; may be called again where it failed. */
    void load() {
        List<KnownSecret> known = new ArrayList<>();
        for (Family family : Family.values()) {
            List<KnownSecret> some = settings.secrets().of(family);
            known.addAll(some);
            if (settings.sandbox() && some.stream().noneMatch(one -> one.slot() == Slot.CURRENT)) {
                known.add(KnownSecret.ofSetting(family, Slot.CURRENT, "sandbox", kept.secret("sandbox-webhook-secret")));
            }
        }
        keeper.load(known);
        salt = kept.secret("secret-fingerprint-salt").getBytes(StandardCharsets.US_ASCII);
    }

    /** After {@link #load}, once. */
    void start() {
        keeper.start();
        hits.start(salt);
    }

    /** What the sandbox signs with. */
    Secret of(Dialect dialect) {
        return ring.of(Family.valueOf(dialect.name())).get(0);
    }

    /** What is set and what is not, for people; never a value. */
    Map<String, Boolean> settingsOverview() {
        Map<String, Boolean> set = new LinkedHashMap<>(settings.secrets().overview());
        set.put("SINCH_SERVICE_PLAN_ID", settings.servicePlanId() != null);
        set.put("SINCH_API_TOKEN", settings.apiToken() != null);
        set.put("SMSDESK_API_KEY", settings.apiKey() != null);
        return set;
    }

    SecretRing ring() {
        return ring;
    }

    EnteredSecrets entered() {
        return entered;
    }

    RotationWindow window() {
        return window;
    }

    SecretKeeper keeper() {
        return keeper;
    }

    SecretHits hits() {
        return hits;
    }

    SecretOverview overview() {
        return overview;
    }

    @Override
    public void close() {
        keeper.close();
        hits.close();
    }
}
