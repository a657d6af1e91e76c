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
 * The secrets and passwords accepted on each callback path now, in memory and thread-safe. Without any secret for a path, its callbacks
 * are answered 503 instead of being refused for good.
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

    /** Sets the secrets accepted for this channel; the self-test signs with the first one. */
    public void set(Channel channel, List<Secret> secrets) {
        live.put(channel, List.copyOf(secrets));
    }

    /** Sets the user and password accepted for unsigned callbacks of this channel. */
    public void set(Channel channel, BasicPassword password) {
        passwords.put(channel, password);
    }

    public List<Secret> of(Channel channel) {
        return live.getOrDefault(channel, List.of());
    }

    /** The password accepted for unsigned callbacks on this path. */
    public Optional<BasicPassword> password(Channel channel) {
        return Optional.ofNullable(passwords.get(channel));
    }

    /** The open rotation window. */
    public Optional<RotationWindow.Opening> window() {
        return Optional.ofNullable(window).filter(opening -> opening.isOpen(clock.instant()));
    }

    /** Whether an entered secret of this path cannot be read, because it was sealed with another key. */
    public boolean hasUnreadable(Channel channel) {
        return unreadable.contains(channel);
    }

    /**
     * Whether a callback that matches no secret may be genuine all the same: a rotation window is open, an entered secret cannot be read,
     * or the database did not answer lately. It is then answered 503, so that Sinch retries.
     */
    public boolean isUnsettled(Channel channel) {
        return outOfDate || hasUnreadable(channel) || window().isPresent();
    }

    /** Whether an override secret is known, which signs reports to a message's own callback URL. */
    public boolean hasOverride(Channel channel) {
        return overrides.contains(channel);
    }

    /** All secrets that may have signed a callback on this path. */
    public CandidateSecrets suspects(Channel channel) {
        Map<Channel, List<Secret>> others = new HashMap<>(live);
        others.remove(channel);
        return new CandidateSecrets(of(channel), overrides.contains(channel), others.values().stream().flatMap(List::stream).toList(),
            retired.getOrDefault(channel, List.of()), passwords.get(channel));
    }

    void retired(Channel channel, List<Secret> secrets) {
        retired.put(channel, List.copyOf(secrets));
    }

    void unreadable(Set<Channel> channels) {
        unreadable = Set.copyOf(channels);
    }

    /** @param channels with a live override secret */
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
