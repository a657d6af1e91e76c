package dev.smsdesk.trust;

import dev.smsdesk.message.Family;
import dev.smsdesk.sinch.Secret;

/**
 * A live secret and its place.
 * @param id of the row where an admin entered it; null where it comes from a setting
 */
public record KnownSecret(Family family, Slot slot, Secret secret, String id) {
    public static KnownSecret ofSetting(Family family, Slot slot, String setting, String text) {
        return new KnownSecret(family, slot, Secret.of(setting, text), null);
    }

    public boolean isEntered() {
        return id != null;
    }

    /** Whether this one is gone, too, as soon as the other is taken away: one setting may be there for both paths. */
    boolean goesWith(KnownSecret other) {
        return !isEntered() && !other.isEntered() && secret.name().equals(other.secret.name());
    }
}
