package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts which secret fitted: in memory on the request path, every two seconds into the database, where the nodes add up. A server that dies forgets
 * the hits of its last two seconds. When a secret was used last is exact but for those seconds.
 */
public final class SecretHits implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(SecretHits.class);
    private final SecretRing ring;
    private final Tx tx;
    private final Clock clock;
    private final Map<Name, Tally> tallies = new ConcurrentHashMap<>();
    private final Set<UseTable.Key> watched = new HashSet<>();
    private final Background writer = new Background("secret-hits", LOOK, this::write);
    private volatile Fingerprints fingerprints;

    private record Name(Channel channel, String name) {}

    /** @param secret null for the password */
    private record Tally(Secret secret, AtomicLong hits, AtomicLong lastMillis) {}

    public SecretHits(SecretRing ring, Tx tx, Clock clock) {
        this.ring = ring;
        this.tx = tx;
        this.clock = clock;
    }

    /** @param salt of this installation, the same on all nodes */
    public void start(byte[] salt) {
        fingerprints = new Fingerprints(salt);
        writer.start();
    }

    /** A callback was proven by this secret, or by the password. Never waits. */
    public void hit(Channel channel, String secretName) {
        Tally tally = tallies.computeIfAbsent(new Name(channel, secretName), this::tally);
        if (tally != null) {
            tally.lastMillis().accumulateAndGet(clock.millis(), Math::max);
            tally.hits().incrementAndGet();
        }
    }

    /** @return null for a secret that was removed at this very moment */
    private Tally tally(Name name) {
        Optional<Secret> secret = ring.of(name.channel()).stream().filter(one -> one.name().equals(name.name())).findFirst();
        return secret.isEmpty() && !name.name().equals(BasicPassword.NAME) ? null : new Tally(secret.orElse(null), new AtomicLong(), new AtomicLong());
    }

    synchronized boolean write() {
        for (Channel channel : Channel.values()) {
            ring.of(channel).stream().takeWhile(secret -> !writer.isClosed()).forEach(secret -> watch(key(channel, secret)));   // a tenth of a second each
            ring.password(channel).ifPresent(password -> watch(key(channel, null)));
        }
        tallies.forEach((name, tally) -> write(name.channel(), tally));
        return false;
    }

    private void watch(UseTable.Key key) {
        if (!watched.contains(key)) {
            add(key, 0, null);
            watched.add(key);
        }
    }

    private void write(Channel channel, Tally tally) {
        long hits = tally.hits().getAndSet(0);
        if (hits > 0) {
            try {
                add(key(channel, tally.secret()), hits, Instant.ofEpochMilli(tally.lastMillis().get()));
            } catch (RuntimeException e) {
                tally.hits().addAndGet(hits);
                throw e;
            }
        }
    }

    private void add(UseTable.Key key, long hits, Instant last) {
        tx.once(SqlWork.on(connection -> {
            UseTable.add(connection, key, hits, last, clock.instant());
            return null;
        }));
    }

    private UseTable.Key key(Channel channel, Secret secret) {
        return new UseTable.Key(channel, secret == null ? BasicPassword.NAME : fingerprints.of(secret));
    }

    /** What all nodes have counted so far. */
    Map<UseTable.Key, SecretUse> counted() {
        return tx.sql(UseTable::all);
    }

    /** @param secret null for the password; @param counted what the database said */
    Optional<SecretUse> of(Channel channel, Secret secret, Map<UseTable.Key, SecretUse> counted) {
        return fingerprints == null ? Optional.empty() : Optional.ofNullable(counted.get(key(channel, secret)));
    }

    /** Writes what is still in memory. */
    @Override
    public void close() {
        writer.close();
        if (tallies.values().stream().anyMatch(tally -> tally.hits().get() > 0)) {
            try {
                write();
            } catch (RuntimeException e) {
                log.warn("secret hits lost cause={}", Fault.of(e).kind());
            }
        }
    }
}
