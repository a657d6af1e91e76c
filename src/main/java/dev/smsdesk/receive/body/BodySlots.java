package dev.smsdesk.receive.body;

import dev.smsdesk.store.Background;
import dev.smsdesk.store.ByteBudget;
import java.time.Duration;
import java.util.Comparator;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/**
 * Limits the bodies of one kind of request (callbacks or all others) together: bytes, waiting threads, and bodies awaited without a
 * thread. When bytes or places run out, the slowest body is ended in favour of the newest. A thread of its own ends it: on Payara,
 * completing a request from another request's thread mixes up their contexts.
 */
final class BodySlots implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private final Set<AwaitedBody> awaited = ConcurrentHashMap.newKeySet();
    private final Queue<AwaitedBody> leaving = new ConcurrentLinkedQueue<>();
    private final Background ending;
    private final ByteBudget room;
    private final int most;
    private final Semaphore threads;

    /** @param name of its thread; @param most bodies awaited without a thread; @param threads each waiting for one body */
    BodySlots(String name, int bytes, int most, int threads) {
        this.room = new ByteBudget(bytes);
        this.most = most;
        this.threads = new Semaphore(threads);
        this.ending = new Background(name, PAUSE, this::endOne);
    }

    /** Call once. */
    void start() {
        ending.start();
    }

    @Override
    public void close() {
        ending.close();
    }

    private boolean endOne() {
        AwaitedBody slowest = leaving.poll();
        if (slowest != null) {
            slowest.crowdOut();
        }
        return slowest != null;
    }

    Semaphore threads() {
        return threads;
    }

    /** @return false if all other bodies are faster */
    boolean enter(AwaitedBody body) {
        awaited.add(body);
        while (awaited.size() > most) {
            if (!endSlowest(any -> true, body)) {
                return false;
            }
        }
        return true;
    }

    void leave(AwaitedBody body) {
        awaited.remove(body);
    }

    /** @param body takes them; null for a body with a thread; @return false, with nothing taken, if it is itself the slowest */
    boolean take(AwaitedBody body, int bytes) {
        while (!room.take(bytes)) {
            if (!endSlowest(AwaitedBody::holdsBytes, body)) {
                return false;
            }
        }
        return true;
    }

    void giveBack(int bytes) {
        room.giveBack(bytes);
    }

    /** @return false if there is no other body */
    private boolean endSlowest(Predicate<AwaitedBody> among, AwaitedBody newest) {
        long now = System.nanoTime();
        AwaitedBody slowest = awaited.stream().filter(among.or(body -> body == newest))
            .min(Comparator.comparingDouble(body -> body.speed(now))).orElse(null);
        if (slowest == null || slowest == newest) {
            return false;
        }
        if (awaited.remove(slowest)) {
            slowest.abandon();
            leaving.add(slowest);
            ending.wake();
        }
        return true;
    }
}
