package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All secrets for display: their slots, uses and whether they can be removed. Never a value. */
public final class SecretOverview {
    /** Sinch's longest retry span is 46 hours. */
    private static final Duration LEAST_SPAN = Duration.ofHours(48);
    private final SecretKeeper keeper;
    private final SecretHits hits;
    private final Clock clock;
    private final Duration span;

    /** @param maxAge of the oldest signature accepted */
    public SecretOverview(SecretKeeper keeper, SecretHits hits, Clock clock, Duration maxAge) {
        this.keeper = keeper;
        this.hits = hits;
        this.clock = clock;
        this.span = maxAge.compareTo(LEAST_SPAN) > 0 ? maxAge : LEAST_SPAN;
    }

    /**
     * @param id        for promotion and removal; null for a setting
     * @param enteredBy null for a setting
     * @param use       empty until the first count, seconds after it became live; null if it cannot be read
     * @param why       explains the light in one sentence
     */
    public record SecretRow(Channel channel, Slot slot, String name, String id, String enteredBy, SecretUse use,
        RemovalAdvice light, String why) {}

    public List<SecretRow> rows() {
        Map<UseTable.UseKey, SecretUse> counted = hits.counted();
        List<KnownSecret> live = keeper.live();
        List<SecretRow> rows = new ArrayList<>();
        for (KnownSecret one : live) {
            RemovalAdvice own = light(one, live, counted);
            RemovalAdvice light = live.stream().filter(other -> other.goesWith(one)).map(other -> light(other, live, counted))
                .min(Comparator.naturalOrder()).orElse(own);
            String why = light.why(span) + (light == own ? "" : " This holds for the other path, which reads the same setting.");
            String by = one.isEntered() ? keeper.row(one.id()).map(EnteredSecret::enteredBy).orElse("") : null;
            rows.add(new SecretRow(one.channel(), one.slot(), one.secret().name(), one.id(), by, use(one, counted), light, why));
        }
        for (EnteredSecret one : keeper.unreadable()) {
            rows.add(new SecretRow(one.channel(), one.slot(), one.name(), one.id(), one.enteredBy(), null, RemovalAdvice.UNREADABLE,
                RemovalAdvice.UNREADABLE.why(span)));
        }
        return rows;
    }

    /** For its own path. */
    private RemovalAdvice light(KnownSecret one, List<KnownSecret> live, Map<UseTable.UseKey, SecretUse> counted) {
        List<SecretUse> rest = live.stream().filter(other -> other != one && other.channel() == one.channel()
            && other.slot().canReplace(one.slot()))
            .map(other -> use(other, counted)).toList();
        return RemovalAdvice.of(one.slot(), use(one, counted), rest, clock.instant(), span);
    }

    /** An entered secret. */
    public Optional<SecretRow> one(String id) {
        return rows().stream().filter(row -> id != null && id.equals(row.id())).findFirst();
    }

    /** Uses of this path's password; empty without a password or a count. */
    public Optional<SecretUse> password(Channel channel) {
        return hits.of(channel, null, hits.counted());
    }

    public Duration span() {
        return span;
    }

    /** If a known secret is entered again, its watch starts anew. */
    private SecretUse use(KnownSecret secret, Map<UseTable.UseKey, SecretUse> counted) {
        Instant begun = secret.isEntered() ? keeper.row(secret.id()).map(EnteredSecret::enteredAt).orElse(clock.instant()) : Instant.EPOCH;
        SecretUse use = hits.of(secret.channel(), secret.secret(), counted).orElse(new SecretUse(0, null, clock.instant()));
        return use.knownSince().isBefore(begun) ? new SecretUse(use.hits(), use.lastHit(), begun) : use;
    }
}
