package dev.smsdesk.sandbox.callback;

import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.SandboxSettings;
import dev.smsdesk.sandbox.SandboxStore;
import dev.smsdesk.sandbox.SandboxStore.Kind;
import dev.smsdesk.sandbox.SandboxStore.Unfinished;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the callbacks of what was accepted. A bounded number is in memory, the rest waits in the store; a message with a later send time
 * is held until then. Entries stay unfinished until every callback is through: after a restart some are posted again, with the same bytes.
 */
public final class CallbackQueue implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallbackQueue.class);
    /** Callbacks in memory. */
    private static final int AT_ONCE = 20_000;

    /** What was accepted. @param start when it is sent; {@code callbacks} are asked for then */
    public record Followed(Instant start, Supplier<List<PlannedCallback>> callbacks) {}

    private final SandboxStore store;
    private final Clock clock;
    private final int atOnce;
    private final Map<Kind, Function<String, Followed>> readers = new ConcurrentHashMap<>();
    private final Queue<Unfinished> later = new ConcurrentLinkedQueue<>();
    private final Map<String, ScheduledFuture<?>> held = new ConcurrentHashMap<>();
    private final Set<Unfinished> resumed = new HashSet<>();
    private final LostCallbacks lost = new LostCallbacks();
    private final Postman postman;

    public CallbackQueue(SandboxSettings settings, SandboxStore store, Clock clock) {
        this(settings, store, clock, AT_ONCE);
    }

    /** @param atOnce callbacks in memory, from which on entries wait */
    public CallbackQueue(SandboxSettings settings, SandboxStore store, Clock clock, int atOnce) {
        this.store = store;
        this.clock = clock;
        this.atOnce = atOnce;
        this.postman = new Postman(settings.timeScale(), lost, clock);
    }

    /** @param reader of the JSON of entries of this kind; throws {@link CallRefused} for what it cannot read */
    public void reads(Kind kind, Function<String, Followed> reader) {
        readers.put(kind, reader);
    }

    /** Goes on with the entries that were not through when the process ended. May be called again where it failed. */
    public void start() {
        store.unfinished().stream().filter(resumed::add).forEach(later::add);
        followMore();
    }

    /** Follows what was just accepted, or changed before its send time. */
    public void add(Kind kind, String id, Followed followed) {
        ScheduledFuture<?> before = held.remove(id);
        if (before != null) {
            before.cancel(false);
        }
        Unfinished entry = new Unfinished(kind, id);
        if (followed.start().isAfter(clock.instant())) {
            hold(entry, followed.start());
        } else if (later.isEmpty() && postman.waiting() < atOnce) {
            follow(id, followed.callbacks().get());
        } else {
            later.add(entry);
            followMore();
        }
    }

    private void hold(Unfinished entry, Instant start) {
        held.compute(entry.id(), (id, before) -> {
            if (before != null) {
                before.cancel(false);
            }
            return postman.at(start, () -> {
                held.remove(id);
                later.add(entry);
                followAgain();
            });
        });
    }

    private void followAgain() {
        try {
            followMore();
        } catch (RuntimeException e) {
            log.warn("sandbox store failed, tried again in a second", e);
            postman.at(clock.instant().plusSeconds(1), this::followAgain);
        }
    }

    /** Takes entries into memory while there is room. Called whenever a callback is through. */
    private void followMore() {
        for (Unfinished entry; postman.waiting() < atOnce && (entry = later.poll()) != null; ) {
            try {
                String json = store.json(entry.kind(), entry.id()).orElse(null);
                if (json != null) {
                    followStored(entry, readers.get(entry.kind()).apply(json));
                }
            } catch (CallRefused e) {
                log.warn("sandbox entry unreadable id={}", entry.id());
                store.finished(entry.id());
            } catch (RuntimeException e) {
                later.add(entry);   // the store failed: the next callback that is through tries again
                throw e;
            }
        }
    }

    private void followStored(Unfinished entry, Followed followed) {
        if (followed.start().isAfter(clock.instant())) {
            hold(entry, followed.start());
        } else {
            follow(entry.id(), followed.callbacks().get());
        }
    }

    private void follow(String id, List<PlannedCallback> callbacks) {
        if (callbacks.isEmpty()) {
            store.finished(id);
            return;
        }
        AtomicInteger left = new AtomicInteger(callbacks.size());
        for (PlannedCallback callback : callbacks) {
            postman.post(callback, () -> {
                if (left.decrementAndGet() == 0) {
                    store.finished(id);
                }
                followMore();
            });
        }
    }

    /** Posts a callback that belongs to no entry. */
    public void post(PlannedCallback callback) {
        postman.post(callback, this::followMore);
    }

    /** How many callbacks in memory are not through yet. */
    public int waiting() {
        return postman.waiting();
    }

    /** How many entries wait until callbacks of others are through. */
    public int waitingEntries() {
        return later.size();
    }

    /** How many batches wait for their send time. */
    public int scheduled() {
        return held.size();
    }

    /** Which callbacks shall not arrive. */
    public LostCallbacks lost() {
        return lost;
    }

    @Override
    public void close() {
        postman.close();
    }
}
