package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A secret that an admin entered, sealed.
 * @param slot      of the row; its last slot if it was removed
 * @param removedAt null while it is accepted
 */
record EnteredSecret(String id, Channel channel, Slot slot, byte[] sealed, Instant enteredAt, String enteredBy, Instant removedAt) {
    private static final int ID_END = 4;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    boolean isLive() {
        return removedAt == null;
    }

    /** The name shown to users; it stays when the secret moves to another slot. The end of the id tells two secrets of one second apart. */
    String name() {
        return "entered " + TIME.format(enteredAt) + " (" + id.substring(id.length() - ID_END) + ")";
    }

    SecretSeal.Place place() {
        return place(slot, isLive());
    }

    SecretSeal.Place place(Slot in, boolean live) {
        return new SecretSeal.Place(id, channel, live ? in.word() : "removed");
    }

    /** @param seal null if the settings have no key */
    Optional<Secret> open(SecretSeal seal) {
        return seal == null ? Optional.empty() : seal.open(place(), sealed, name());
    }

    /** Moves or removes it and seals it for its new place. @param seal that opened it */
    EnteredSecret moved(SecretSeal seal, Slot to, Instant removed) {
        byte[] secret = open(seal).orElseThrow().key();
        return new EnteredSecret(id, channel, to, seal.seal(place(to, removed == null), secret), enteredAt, enteredBy, removed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnteredSecret e && id.equals(e.id) && channel == e.channel && slot == e.slot && isLive() == e.isLive()
            && Arrays.equals(sealed, e.sealed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, slot);
    }

    @Override
    public String toString() {
        return "EnteredSecret[" + channel + " " + slot + " " + name() + "]";
    }
}
