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
 * Counts the uses of each secret: in memory while a request runs, every two seconds into the database, which adds up all nodes. A crash
 * loses the counts of the last two seconds.
 */
public final class SecretHits implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(SecretHits.class);
    private final SecretRing ring;
    private final Tx tx;
    private final Clock clock;
    private final Map<Name, HitCount> hitCounts = new ConcurrentHashMap<>();
    private final Set<UseTable.UseKey> watched = new HashSet<>();
    private final Background writer = new Background("secret-hits", LOOK, this::write);
    private volatile Fingerprints fingerprints;

    private record Name(Channel channel, String name) {}

    /** @param secret null for the password */
    private record HitCount(Secret secret, AtomicLong hits, AtomicLong lastMillis) {}

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

    /** Counts a callback that this secret or the password has proven. Never blocks. */
    public void hit(Channel channel, String secretName) {
        HitCount hitCount = hitCounts.computeIfAbsent(new Name(channel, secretName), this::hitCount);
        if (hitCount != null) {
            hitCount.lastMillis().accumulateAndGet(clock.millis(), Math::max);
            hitCount.hits().incrementAndGet();
        }
    }

    /** @return null for a secret that was removed at this moment */
    private HitCount hitCount(Name name) {
        Optional<Secret> secret = ring.of(name.channel()).stream().filter(one -> one.name().equals(name.name())).findFirst();
        return secret.isEmpty() && !name.name().equals(BasicPassword.NAME) ? null
            : new HitCount(secret.orElse(null), new AtomicLong(), new AtomicLong());
    }

    synchronized boolean write() {
        for (Channel channel : Channel.values()) {
            // 100 ms each
            ring.of(channel).stream().takeWhile(secret -> !writer.isClosed()).forEach(secret -> watch(key(channel, secret)));
            ring.password(channel).ifPresent(password -> watch(key(channel, null)));
        }
        hitCounts.forEach((name, hitCount) -> write(name.channel(), hitCount));
        return false;
    }

    private void watch(UseTable.UseKey key) {
        if (!watched.contains(key)) {
            add(key, 0, null);
            watched.add(key);
        }
    }

    private void write(Channel channel, HitCount hitCount) {
        long hits = hitCount.hits().getAndSet(0);
        if (hits > 0) {
            try {
                add(key(channel, hitCount.secret()), hits, Instant.ofEpochMilli(hitCount.lastMillis().get()));
            } catch (RuntimeException e) {
                hitCount.hits().addAndGet(hits);
                throw e;
            }
        }
    }

    private void add(UseTable.UseKey key, long hits, Instant last) {
        tx.once(SqlWork.on(connection -> {
            UseTable.add(connection, key, hits, last, clock.instant());
            return null;
        }));
    }

    private UseTable.UseKey key(Channel channel, Secret secret) {
        return new UseTable.UseKey(channel, secret == null ? BasicPassword.NAME : fingerprints.of(secret));
    }

    /** The counts of all nodes. */
    Map<UseTable.UseKey, SecretUse> counted() {
        return tx.sql(UseTable::all);
    }

    /** @param secret null for the password; @param counted from {@link #counted} */
    Optional<SecretUse> of(Channel channel, Secret secret, Map<UseTable.UseKey, SecretUse> counted) {
        return fingerprints == null ? Optional.empty() : Optional.ofNullable(counted.get(key(channel, secret)));
    }

    /** Writes the counts that are still in memory, after a write that is under way. */
    @Override
    public void close() {
        writer.close();
        writeRest();
    }

    private synchronized void writeRest() {
        if (hitCounts.values().stream().anyMatch(hitCount -> hitCount.hits().get() > 0)) {
            try {
                write();
            } catch (RuntimeException e) {
                log.warn("secret hits lost cause={}", Fault.of(e).kind());
            }
        }
    }
}
