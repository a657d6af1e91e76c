package dev.smsdesk.apply;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.receive.inbox.CallbackClaims;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.ClaimCursor;
import dev.smsdesk.receive.inbox.ClaimedCallback;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Transient;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies stored callbacks, including parked ones that are due again: claims a chunk, commits, parses it, then writes the effect in a
 * second transaction. Any number of nodes may run one. A callback that fails is isolated by halving and shelved after some attempts; one
 * whose submission another node holds is retried later. Neither delays the others.
 */
public final class Applier implements AutoCloseable {
    private static final int CHUNK = 2000;
    private static final int LOCKED_TRIES = 20;
    private static final Duration LOCKED_PAUSE = Duration.ofMillis(20);
    private static final Duration AFTER_A_PASSING_FAULT = Duration.ofSeconds(1);
    private static final int THREADS = 4;
    private static final int FEW = 100;
    /** Chunks with larger bodies that are applied at once: a body of 1 MiB may name 70 000 numbers. */
    private static final int LARGE_AT_ONCE = 2;
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration REST = Duration.ofMillis(20);
    private static final Logger log = LoggerFactory.getLogger(Applier.class);
    private final Tx tx;
    private final Application application;
    private final Clock clock;
    private final BooleanSupplier receivingIsBusy;
    private final Semaphore memory = new Semaphore(LARGE_AT_ONCE);
    private final Queue<List<ClaimedCallback>> unfinished = new ConcurrentLinkedQueue<>();
    private final List<Lock> stripes = Stream.<Lock>generate(ReentrantLock::new).limit(THREADS).toList();
    private volatile Duration late = Duration.ZERO;   // how long the oldest of the last chunk had been due
    private final ClaimCursor cursor = new ClaimCursor();
    private final AtomicInteger firstTurn = new AtomicInteger();
    private final Background background = new Background("applier", THREADS, POLL, this::step);

    /** @param receivingIsBusy stored callbacks then wait for a while, see {@link ApplierThrottle} */
    public Applier(Tx tx, Ids ids, DeliveryLog deliveries, Clock clock, BooleanSupplier receivingIsBusy) {
        this.tx = tx;
        this.receivingIsBusy = receivingIsBusy;
        this.application = new Application(deliveries, ids);
        this.clock = clock;
    }

    public void start() {
        background.start();
    }

    public void wake() {
        background.wake();
    }

    private boolean step() throws InterruptedException {
        Instant now = clock.instant();
        long began = System.nanoTime();
        List<ClaimedCallback> applied = applyNext();
        long end = System.nanoTime();
        if (applied.isEmpty()) {
            return false;
        }
        if (applied.size() < FEW) {
            Thread.sleep(BREATH.toMillis());   // collects single callbacks into larger chunks
        }
        Instant dueAt = applied.get(0).dueAt() == null ? now : applied.get(0).dueAt();
        late = Duration.between(dueAt, now);
        long rest = ApplierThrottle.rest(Duration.ofNanos(end - began), late).toNanos();
        while (System.nanoTime() - end < rest && receivingIsBusy.getAsBoolean() && !background.isClosed()) {
            Thread.sleep(REST.toMillis());
        }
        return true;
    }

    /** Makes parked callbacks due whose provider id has just become known. */
    public void linked(Channel channel, Collection<String> providerIds) {
        tx.sql(connection -> {
            CallbackClaims.wake(connection, channel, providerIds, clock.instant());
            return null;
        });
        wake();
    }

    /** Applies one chunk of due callbacks. @return their number */
    public int applyDue() {
        return applyNext().size();
    }

    private List<ClaimedCallback> applyNext() {
        List<ClaimedCallback> inHand = unfinished.poll();
        int most = receivingIsBusy.getAsBoolean() ? ApplierThrottle.part(CHUNK, late) : CHUNK;
        List<ClaimedCallback> claimed = inHand != null ? inHand
            : tx.sql(connection -> CallbackClaims.due(connection, clock.instant(), most, cursor));
        int large = claimed.stream().allMatch(kept -> kept.body() != null) ? 0 : 1;
        memory.acquireUninterruptibly(large);
        try {
            apply(claimed);
        } finally {
            memory.release(large);
        }
        return claimed;
    }

    /**
     * Applies callbacks that the caller has claimed. A part that fails is halved, down to the callback that causes it. While the database
     * refuses all writes, the rest stays claimed.
     */
    ApplyResult apply(List<ClaimedCallback> claimed) {
        Deque<List<ClaimedCallback>> parts = new ArrayDeque<>();
        if (!claimed.isEmpty()) {
            parts.push(claimed);
        }
        ApplyResult done = ApplyResult.NOTHING;
        try {
            while (!parts.isEmpty()) {
                done = done.plus(applyFirst(parts));
            }
            return done;
        } catch (RuntimeException e) {
            unfinished.addAll(parts);   // the claims still stand until their lease ends
            throw e;
        }
    }

    /** Errors that depend on the input, such as a stack overflow, count as faults; errors that end the process do not. */
    private ApplyResult applyFirst(Deque<List<ClaimedCallback>> parts) {
        List<ClaimedCallback> part = parts.peek();
        try {
            ApplyResult done = applyRetryingLocked(read(part));
            parts.pop();
            return done;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
            if (e instanceof RuntimeException general && Transient.isGeneral(e)) {
                throw general;
            }
            parts.pop();
            if (part.size() == 1) {
                setAside(part.get(0), e);
            } else {
                log.debug("callbacks do not apply together, halving count={} cause={}", part.size(), Fault.of(e).kind());
                parts.push(part.subList(part.size() / 2, part.size()));
                parts.push(part.subList(0, part.size() / 2));
            }
            return ApplyResult.NOTHING;
        }
    }

    private List<ParsedCallback> read(List<ClaimedCallback> claimed) {
        boolean whole = claimed.stream().allMatch(kept -> kept.body() != null);
        return (whole ? claimed : tx.sql(connection -> CallbackClaims.withBodies(connection, claimed))).stream()
            .map(ParsedCallback::read).toList();
    }

    /** A row that the inbox locks to count a repeat is free within milliseconds; otherwise its lease ends first. */
    private ApplyResult applyRetryingLocked(List<ParsedCallback> parsed) {
        List<ParsedCallback> locked = new ArrayList<>();
        ApplyResult done = applyByStripe(parsed, locked);
        for (int tries = 0; tries < LOCKED_TRIES && !locked.isEmpty(); tries++) {
            LockSupport.parkNanos(LOCKED_PAUSE.toNanos());
            List<ParsedCallback> left = List.copyOf(locked);
            locked.clear();
            done = done.plus(applyByStripe(left, locked));
        }
        return done;
    }

    /**
     * Callbacks of one message or batch are written by one thread of this node at a time, because they would wait for each other's row
     * locks.
     */
    private ApplyResult applyByStripe(List<ParsedCallback> parsed, List<ParsedCallback> locked) {
        List<Integer> turns = new ArrayList<>(IntStream.range(0, stripes.size()).boxed().toList());
        Collections.rotate(turns, firstTurn.getAndIncrement());
        ApplyResult done = ApplyResult.NOTHING;
        for (int stripe : turns) {
            List<ParsedCallback> some = parsed.stream().filter(one -> one.stripe(stripes.size()) == stripe).toList();
            stripes.get(stripe).lock();
            try {
                done = done.plus(write(some, locked));
            } finally {
                stripes.get(stripe).unlock();
            }
        }
        return done;
    }

    private ApplyResult write(List<ParsedCallback> parsed, List<ParsedCallback> locked) {
        if (parsed.isEmpty()) {
            return ApplyResult.NOTHING;
        }
        Application.AppliedChunk result = tx.sql(connection -> application.apply(connection, parsed, clock.instant()));
        locked.addAll(result.locked());
        if (!result.parked().isEmpty() && tx.sql(connection -> Application.wakeKnown(connection, result.parked(), clock.instant()))) {
            wake();
        }
        return result.done();
    }

    /** Other callbacks go first from now on. A transient fault such as a deadlock is never the callback's own. */
    private void setAside(ClaimedCallback broken, Throwable thrown) {
        Fault fault = Fault.of(thrown);
        log.warn("callback does not apply id={} cause={}", broken.id(), fault.kind(), fault.stack());
        tx.sql(connection -> {
            if (CallbackClaims.hold(connection, List.of(broken)).held().isEmpty()) {
                return null;
            }
            if (Transient.is(thrown)) {
                CallbackClaims.release(connection, List.of(broken), clock.instant().plus(AFTER_A_PASSING_FAULT));
            } else if (broken.state() == CallbackState.APPLIED) {
                CallbackClaims.release(connection, List.of(broken), null);   // a failed replay leaves the earlier result as it is
            } else {
                CallbackClaims.settle(connection, List.of(CallbackOutcomes.failed(broken, thrown, clock.instant())));
            }
            return null;
        });
    }

    @Override
    public void close() {
        background.close();
    }
}
