package dev.smsdesk.app;

import dev.smsdesk.account.Channel;
import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import dev.smsdesk.trust.KnownSecret;
import dev.smsdesk.trust.SecretSeal;
import dev.smsdesk.trust.Slot;
import dev.smsdesk.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The secrets of each callback path: from the settings and entered by admins; in the sandbox a generated one if no setting names one.
 */
final class LiveSecrets implements AutoCloseable {
    private final Settings settings;
    private final InstallationSecrets kept;
    private final Trust trust;
    private byte[] salt;

    LiveSecrets(Settings settings, Tx tx, Ids ids, Clock clock) {
        this.settings = settings;
        this.kept = new InstallationSecrets(tx);
        byte[] key = settings.secrets().key();
        this.trust = Trust.of(tx, ids, clock, key == null ? null : new SecretSeal(key), settings.callbacks().maxAge());
        if (settings.secrets().password() != null) {
            trust.ring().set(Channel.SMS, settings.secrets().password());
        }
    }

    /** Needs the tables; may be called again where it failed. */
    void load() {
        List<KnownSecret> known = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            List<KnownSecret> some = settings.secrets().of(channel);
            known.addAll(some);
            if (settings.sandbox().on() && some.stream().noneMatch(one -> one.slot() == Slot.CURRENT)) {
                known.add(KnownSecret.ofSetting(channel, Slot.CURRENT, "sandbox", kept.secret("sandbox-webhook-secret")));
            }
        }
        trust.load(known);
        salt = ofInstallation("secret-fingerprint-salt");
    }

    /** A secret that this installation made for itself; all nodes get the same. Needs the tables. */
    byte[] ofInstallation(String name) {
        return kept.secret(name).getBytes(StandardCharsets.US_ASCII);
    }

    /** After {@link #load}, once. */
    void start() {
        trust.start(salt);
    }

    /** The secret that the sandbox signs with. */
    Secret of(Channel channel) {
        return trust.ring().of(channel).get(0);
    }

    /** Which secrets are set, for people; never a value. */
    Map<String, Boolean> settingsOverview() {
        Map<String, Boolean> set = new LinkedHashMap<>(settings.secrets().overview());
        set.putAll(settings.accounts().given());
        set.put("SMSDESK_API_KEY", settings.apiKey() != null);
        return set;
    }

    /** Whether the secret is known that signs reports to a message's own callback URL. */
    boolean hasOverride() {
        return trust.ring().hasOverride(Channel.CONVERSATION);
    }

    Trust trust() {
        return trust;
    }

    @Override
    public void close() {
        trust.close();
    }
}
