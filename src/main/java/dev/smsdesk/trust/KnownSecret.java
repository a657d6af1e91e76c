package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;

/**
 * A live secret and its place.
 * @param id of the row if an admin entered it; null if a setting has it
 */
public record KnownSecret(Channel channel, Slot slot, Secret secret, String id) {
    public static KnownSecret ofSetting(Channel channel, Slot slot, String setting, String text) {
        return new KnownSecret(channel, slot, Secret.of(setting, text), null);
    }

    public boolean isEntered() {
        return id != null;
    }

    /** Whether this one disappears together with the other: one setting may serve both paths. */
    boolean goesWith(KnownSecret other) {
        return !isEntered() && !other.isEntered() && secret.name().equals(other.secret.name());
    }
}
