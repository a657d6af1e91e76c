package dev.smsdesk.trust;

import dev.smsdesk.message.Family;
import dev.smsdesk.sinch.Secret;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is believed on each callback path at this moment, in memory and for every thread. Without any secret for a path nothing can be believed there, so
 * nothing is refused for good either.
 */
public final class SecretRing {
    private final Map<Family, List<Secret>> live = new ConcurrentHashMap<>();
    private final Map<Family, List<Secret>> retired = new ConcurrentHashMap<>();
    private final Map<Family, BasicPassword> passwords = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Set<Family> unreadable = Set.of();
    private volatile Set<Family> overrides = Set.of();
    private volatile RotationWindow.Opening window;
    private volatile boolean outOfDate;

    public SecretRing(Clock clock) {
        this.clock = clock;
    }

    /** From now on callbacks of this family are believed when one of these secrets fits; the first one is the one we sign with ourselves. */
    public void set(Family family, List<Secret> secrets) {
        live.put(family, List.copyOf(secrets));
    }

    /** From now on an unsigned callback of this family is believed with this user and password. */
    public void set(Family family, BasicPassword password) {
        passwords.put(family, password);
    }

    public List<Secret> of(Family family) {
        return live.getOrDefault(family, List.of());
    }

    /** Whether, and with which password, the unsigned are believed on this path. */
    public Optional<BasicPassword> password(Family family) {
        return Optional.ofNullable(passwords.get(family));
    }

    /** The rotation window that is open now. */
    public Optional<RotationWindow.Opening> window() {
        return Optional.ofNullable(window).filter(opening -> opening.isOpen(clock.instant()));
    }

    /** Whether a secret that an admin entered for this path cannot be read, as the key of the settings is not the one it was sealed with. */
    public boolean hasUnreadable(Family family) {
        return unreadable.contains(family);
    }

    /**
     * Whether a signature that fits nothing may be genuine all the same: an admin has opened a rotation window, a secret for this path cannot be
     * read, or what was entered lately could not be asked for. Then the fault may be ours, and the callback shall come again.
     */
    public boolean isUnsettled(Family family) {
        return outOfDate || hasUnreadable(family) || window().isPresent();
    }

    /** All that may have signed what came to this path. */
    public Suspects suspects(Family family) {
        Map<Family, List<Secret>> others = new HashMap<>(live);
        others.remove(family);
        return new Suspects(of(family), overrides.contains(family), others.values().stream().flatMap(List::stream).toList(), retired.getOrDefault(family, List.of()), passwords.get(family));
    }

    void retired(Family family, List<Secret> secrets) {
        retired.put(family, List.copyOf(secrets));
    }

    void unreadable(Set<Family> families) {
        unreadable = Set.copyOf(families);
    }

    /** @param families whose override secret is live */
    void overrides(Set<Family> families) {
        overrides = Set.copyOf(families);
    }

    /** @param opening the newest one, or null */
    void window(RotationWindow.Opening opening) {
        window = opening;
    }

    void outOfDate(boolean is) {
        outOfDate = is;
    }
}
