package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the ring in line with settings and entered secrets: reads the database every two seconds, so that all nodes follow without a
 * restart.
 */
public final class SecretKeeper implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(SecretKeeper.class);
    private final Tx tx;
    private final SecretRing ring;
    private final EnteredSecrets entered;
    private final RotationWindow window;
    private final Background watcher = new Background("secrets", LOOK, this::look);
    private List<KnownSecret> ofSettings = List.of();
    private List<EnteredSecret> seen = List.of();
    private volatile List<KnownSecret> live = List.of();
    private volatile List<EnteredSecret> unreadable = List.of();

    public SecretKeeper(Tx tx, SecretRing ring, EnteredSecrets entered, RotationWindow window) {
        this.tx = tx;
        this.ring = ring;
        this.entered = entered;
        this.window = window;
    }

    private record StoredSecrets(List<EnteredSecret> secrets, RotationWindow.Opening window) {}

    /** Needs the tables. @throws RuntimeException the database does not answer; the application is then not ready */
    public synchronized void load(List<KnownSecret> fromSettings) {
        ofSettings = List.copyOf(fromSettings);
        StoredSecrets found = find();
        apply(found.secrets());
        ring.window(found.window());
    }

    public void start() {
        watcher.start();
    }

    /** Applies a change at once instead of within two seconds. */
    public void refresh() {
        look();
    }

    private synchronized boolean look() {
        try {
            StoredSecrets found = find();
            if (!found.secrets().equals(seen)) {
                apply(found.secrets());
            }
            ring.window(found.window());
            ring.outOfDate(false);
            return false;
        } catch (RuntimeException e) {
            ring.outOfDate(true);
            throw e;
        }
    }

    private StoredSecrets find() {
        return tx.sql(connection -> new StoredSecrets(entered.all(connection), window.latest(connection)));
    }

    private void apply(List<EnteredSecret> found) {
        List<KnownSecret> known = new ArrayList<>();
        List<EnteredSecret> closed = new ArrayList<>();
        for (EnteredSecret one : found) {
            Optional<Secret> secret = one.open(entered.seal());
            if (one.isLive() && secret.isEmpty()) {
                closed.add(one);
            } else if (one.isLive()) {
                known.add(new KnownSecret(one.channel(), one.slot(), secret.get(), one.id()));
            }
        }
        known.addAll(ofSettings);
        known.sort(Comparator.comparing(KnownSecret::slot));   // in each slot, entered secrets come before those of the settings
        for (Channel channel : Channel.values()) {
            ring.set(channel, known.stream().filter(one -> one.channel() == channel).map(KnownSecret::secret).toList());
            ring.retired(channel, found.stream().filter(one -> one.channel() == channel && !one.isLive())
                .flatMap(one -> one.open(entered.seal()).stream()).toList());
        }
        Set<Channel> hurt = EnumSet.noneOf(Channel.class);
        closed.forEach(one -> hurt.add(one.channel()));
        ring.unreadable(hurt);
        ring.overrides(known.stream().filter(one -> one.slot() == Slot.OVERRIDE).map(KnownSecret::channel).collect(Collectors.toSet()));
        log.info("secrets live sms={} conversation={} unreadable={}", ring.of(Channel.SMS).size(), ring.of(Channel.CONVERSATION)
            .size(), closed.size());
        live = List.copyOf(known);
        unreadable = List.copyOf(closed);
        seen = found;
    }

    /** In the order in which they are tried. */
    List<KnownSecret> live() {
        return live;
    }

    List<EnteredSecret> unreadable() {
        return unreadable;
    }

    Optional<EnteredSecret> row(String id) {
        return seen().stream().filter(secret -> secret.isLive() && secret.id().equals(id)).findFirst();
    }

    private synchronized List<EnteredSecret> seen() {
        return seen;
    }

    @Override
    public void close() {
        watcher.close();
    }
}
