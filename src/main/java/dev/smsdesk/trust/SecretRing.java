package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
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
    private final Map<Channel, List<Secret>> live = new ConcurrentHashMap<>();
    private final Map<Channel, List<Secret>> retired = new ConcurrentHashMap<>();
    private final Map<Channel, BasicPassword> passwords = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Set<Channel> unreadable = Set.of();
    private volatile Set<Channel> overrides = Set.of();
    private volatile RotationWindow.Opening window;
    private volatile boolean outOfDate;

    public SecretRing(Clock clock) {
        this.clock = clock;
    }

    /** From now on callbacks of this channel are believed when one of these secrets fits; the first one is the one we sign with ourselves. */
    public void set(Channel channel, List<Secret> secrets) {
        live.put(channel, List.copyOf(secrets));
    }

    /** From now on an unsigned callback of this channel is believed with this user and password. */
    public void set(Channel channel, BasicPassword password) {
        passwords.put(channel, password);
    }

    public List<Secret> of(Channel channel) {
        return live.getOrDefault(channel, List.of());
    }

    /** Whether, and with which password, the unsigned are believed on this path. */
    public Optional<BasicPassword> password(Channel channel) {
        return Optional.ofNullable(passwords.get(channel));
    }

    /** The rotation window that is open now. */
    public Optional<RotationWindow.Opening> window() {
        return Optional.ofNullable(window).filter(opening -> opening.isOpen(clock.instant()));
    }

    /** Whether a secret that an admin entered for this path cannot be read, as the key of the settings is not the one it was sealed with. */
    public boolean hasUnreadable(Channel channel) {
        return unreadable.contains(channel);
    }

    /**
     * Whether a signature that fits nothing may be genuine all the same: an admin has opened a rotation window, a secret for this path cannot be
     * read, or what was entered lately could not be asked for. Then the fault may be ours, and the callback shall come again.
     */
    public boolean isUnsettled(Channel channel) {
        return outOfDate || hasUnreadable(channel) || window().isPresent();
    }

    /** Whether the secret is known that signs reports to a message's own callback URL. */
    public boolean hasOverride(Channel channel) {
        return overrides.contains(channel);
    }

    /** All that may have signed what came to this path. */
    public CandidateSecrets suspects(Channel channel) {
        Map<Channel, List<Secret>> others = new HashMap<>(live);
        others.remove(channel);
        return new CandidateSecrets(of(channel), overrides.contains(channel), others.values().stream().flatMap(List::stream).toList(), retired.getOrDefault(channel, List.of()), passwords.get(channel));
    }

    void retired(Channel channel, List<Secret> secrets) {
        retired.put(channel, List.copyOf(secrets));
    }

    void unreadable(Set<Channel> channels) {
        unreadable = Set.copyOf(channels);
    }

    /** @param channels whose override secret is live */
    void overrides(Set<Channel> channels) {
        overrides = Set.copyOf(channels);
    }

    /** @param opening the newest one, or null */
    void window(RotationWindow.Opening opening) {
        window = opening;
    }

    void outOfDate(boolean is) {
        outOfDate = is;
    }
}
