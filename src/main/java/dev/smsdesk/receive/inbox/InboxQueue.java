package dev.smsdesk.receive.inbox;

import dev.smsdesk.store.ByteBudget;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Callbacks that wait for their commit, in the order of arrival, and those being written; bounded by rows and by bytes. */
final class InboxQueue {
    private static final int MOST_WAITING = 2_000;
    private static final int MOST_WAITING_BYTES = 64 << 20;
    private static final int GROUP_ROWS = 128;
    /** Larger groups are multiples of it, because the driver caches one statement per group size, with 400 bytes per value. */
    private static final int STEP_ROWS = 32;

    /** @param since by the monotonic clock, in ns; @param kept completes once the callback is on disk, or is known not to be */
    record QueuedCallback(VerifiedCallback arrival, long since, CompletableFuture<Void> kept) {
        int bytes() {
            return arrival.body().length;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<QueuedCallback> waiting = new ArrayDeque<>(MOST_WAITING);
    private final ByteBudget room = new ByteBudget(MOST_WAITING_BYTES);
    private List<QueuedCallback> underway = List.of();
    private boolean closed;

    /** @return false when the queue is closed or full, in rows or bytes */
    boolean offer(QueuedCallback one) {
        if (!room.take(one.bytes())) {
            return false;
        }
        lock.lock();
        try {
            if (closed || waiting.size() == MOST_WAITING) {
                room.giveBack(one.bytes());
                return false;
            }
            waiting.addLast(one);
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what is queued, up to the bounds of a group, without waiting for a group to fill; {@link #written} ends the group.
     * Callbacks that were answered meanwhile are left out: Sinch sends them again.
     * @param groupBytes most bytes of a group, unless it is a single callback
     * @return empty when nothing arrived within {@code patience}
     */
    List<QueuedCallback> take(Duration patience, int groupBytes) throws InterruptedException {
        List<QueuedCallback> group = new ArrayList<>();
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                arrived.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            }
            int bytes = 0;
            int most = waiting.size() < STEP_ROWS ? waiting.size() : Math.min(GROUP_ROWS, waiting.size() / STEP_ROWS * STEP_ROWS);
            while (group.size() < most && !waiting.isEmpty()) {
                QueuedCallback next = waiting.peekFirst();
                if (!group.isEmpty() && bytes + next.bytes() > groupBytes) {
                    break;
                }
                waiting.removeFirst();
                if (next.kept().isDone()) {
                    room.giveBack(next.bytes());
                } else {
                    bytes += next.bytes();
                    group.add(next);
                }
            }
            underway = group;
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the group taken last and frees its bytes. */
    void written() {
        lock.lock();
        try {
            underway.forEach(one -> room.giveBack(one.bytes()));
            underway = List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Callbacks queued before {@code before} that have no answer yet, waiting or being written. */
    List<QueuedCallback> unanswered(long before) {
        lock.lock();
        try {
            return Stream.concat(underway.stream(), waiting.stream().takeWhile(one -> one.since() - before < 0))
                .filter(one -> one.since() - before < 0 && !one.kept().isDone()).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses new callbacks and empties the queue. @return the callbacks that will not be written */
    List<QueuedCallback> close() {
        lock.lock();
        try {
            closed = true;
            List<QueuedCallback> left = List.copyOf(waiting);
            waiting.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
