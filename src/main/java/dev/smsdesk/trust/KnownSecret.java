package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;

/**
 * A live secret and its place.
 * @param id of the row where an admin entered it; null where it comes from a setting
 */
public record KnownSecret(Channel channel, Slot slot, Secret secret, String id) {
    public static KnownSecret ofSetting(Channel channel, Slot slot, String setting, String text) {
        return new KnownSecret(channel, slot, Secret.of(setting, text), null);
    }

    public boolean isEntered() {
        return id != null;
    }

    /** Whether this one is gone, too, as soon as the other is taken away: one setting may be there for both paths. */
    boolean goesWith(KnownSecret other) {
        return !isEntered() && !other.isEntered() && secret.name().equals(other.secret.name());
    }
}
