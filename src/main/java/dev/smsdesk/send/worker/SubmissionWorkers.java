package dev.smsdesk.send.worker;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that send through one account: one claims calls and hands them on at the account's pace, the others make them. A slow call
 * takes one of these threads and holds up no other call. They look for work when woken and once a second, on each node; the database
 * decides which node makes which call.
 */
public final class SubmissionWorkers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SubmissionWorkers.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long NEXT_PART_MILLIS = 20;
    private static final long SLOT_MILLIS = 100;
    private static final long SOON_NANOS = Duration.ofMillis(50).toNanos();
    /** Under load, so that more than one thread has become free. */
    private static final long BETWEEN_CLAIMS = Duration.ofMillis(20).toNanos();
    private static final long CALL_SECONDS = 10;
    /** A check that was begun so long ago counts for a call that begins now. */
    private static final long CHECKED_NANOS = Duration.ofMillis(10).toNanos();
    private final SubmissionWorker worker;
    private final Pace pace;
    private final int threads;
    private final Semaphore slots;
    private final Background claiming;
    private final Background calling;
    private final BlockingQueue<Optional<Claim>> handed = new LinkedBlockingQueue<>();
    /** Of the claiming thread. */
    private final Deque<Claim> claimed = new ArrayDeque<>();
    private long claimedAt = System.nanoTime() - BETWEEN_CLAIMS;
    private long lapsedAt = System.nanoTime() - LOOK.toNanos();
    private volatile boolean closed;

    /**
     * @param linked  told (channel, provider ids) after accepted answers were committed: parked callbacks may be waiting for them
     * @param settled told the batches of calls that came to an end, after the commit: a batch may have ended with them
     * @param threads calls that may be under way at once
     */
    public SubmissionWorkers(Tx tx, DeliveryLog deliveries, SendingAccount account, Pace pace, Clock clock,
                             BiConsumer<Channel, Collection<String>> linked, Consumer<Collection<String>> settled, int threads) {
        this.worker = new SubmissionWorker(tx, deliveries, account, pace, clock, linked, settled, () -> closed);
        this.pace = pace;
        this.threads = threads;
        this.slots = new Semaphore(threads);
        this.claiming = new Background("claims", LOOK, this::claimAndHandOn);
        this.calling = new Background("send", threads, LOOK, this::callNext);
    }

    public void start() {
        calling.start();
        claiming.start();
    }

    /** Calls a second that may begin now, over all nodes. */
    public double rate() {
        return pace.rate();
    }

    /** There is work; never blocks. */
    public void wake() {
        claiming.wake();
    }

    private boolean claimAndHandOn() throws InterruptedException {
        if (claimed.isEmpty() && !claim()) {
            return false;
        }
        for (long checkedAt = System.nanoTime() - CHECKED_NANOS; !claimed.isEmpty(); ) {
            if (!awaitPace()) {
                worker.giveBack(claimed);
                claimed.clear();
                return false;
            }
            long now = System.nanoTime();
            if (now - checkedAt >= CHECKED_NANOS) {
                List<Claim> callable = worker.callable(claimed);
                claimed.clear();
                claimed.addAll(callable);
                checkedAt = now;
            }
            if (!claimed.isEmpty() && pace.take()) {
                slots.acquireUninterruptibly();
                handed.add(Optional.of(claimed.poll()));
            }
        }
        return true;
    }

    /** @return false where nothing is due */
    private boolean claim() throws InterruptedException {
        if (System.nanoTime() - lapsedAt >= LOOK.toNanos()) {
            lapsedAt = System.nanoTime();
            worker.endLapsed();
        }
        long wait = pace.untilNext();
        if (wait > SOON_NANOS) {
            // A call that is not due soon is not claimed yet: until then it can be withdrawn.
            LockSupport.parkNanos(Math.min(wait - SOON_NANOS, SOON_NANOS));
            return true;
        }
        LockSupport.parkNanos(claimedAt + BETWEEN_CLAIMS - System.nanoTime());   // not at all below 0
        if (slots.tryAcquire(SLOT_MILLIS, TimeUnit.MILLISECONDS)) {
            slots.release();
            claimedAt = System.nanoTime();
            claimed.addAll(worker.claim(Math.min(slots.availablePermits(), pace.most())));
            return !claimed.isEmpty();
        }
        return true;
    }

    /** @return false once closed */
    private boolean awaitPace() {
        for (long wait = pace.untilNext(); wait > 0 && !closed; wait = pace.untilNext()) {
            LockSupport.parkNanos(Math.min(wait, TimeUnit.MILLISECONDS.toNanos(NEXT_PART_MILLIS)));
        }
        return !closed;
    }

    private boolean callNext() throws InterruptedException {
        Optional<Claim> claim = closed ? Optional.empty() : handed.poll(CALL_SECONDS, TimeUnit.SECONDS);
        if (claim != null && claim.isPresent()) {
            try {
                worker.call(claim.get());
            } finally {
                slots.release();
            }
        }
        return !closed;
    }

    /**
     * No new call begins; claimed calls go back to the queue. Calls under way have a quarter of a second to come to their record; those
     * that take longer end by themselves, and where the database is gone by then, as UNSURE by their lease. Close this before the sender,
     * the sender before the database.
     */
    @Override
    public void close() {
        closed = true;
        List<Optional<Claim>> left = new ArrayList<>();
        handed.drainTo(left);
        for (int i = 0; i < threads; i++) {
            handed.add(Optional.empty());   // wakes a thread that waits for a call
        }
        Background.close(List.of(claiming, calling));
        handed.drainTo(left);
        giveBackQuietly(left.stream().flatMap(Optional::stream).toList());
    }

    private void giveBackQuietly(List<Claim> claims) {
        try {
            worker.giveBack(claims);
        } catch (RuntimeException e) {
            Fault fault = Fault.of(e);
            log.warn("submissions not put back count={} cause={}", claims.size(), fault.kind(), fault.stack());
        }
    }
}
