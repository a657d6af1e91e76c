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

/** Callbacks that wait for their commit, in the order in which they came, and those that are being written; bounded by rows and by bytes. */
final class InboxQueue {
    private static final int MOST_WAITING = 2_000;
    private static final int MOST_WAITING_BYTES = 64 << 20;
    private static final int GROUP_ROWS = 128;
    /** Beyond so many, groups are multiples of it: the driver keeps a statement for each size of a group, and 400 bytes for each value of it. */
    private static final int STEP_ROWS = 32;

    /** @param since by the monotonic clock, in ns; @param kept completes once it is on disk, or is known not to be */
    record Waiting(VerifiedCallback arrival, long since, CompletableFuture<Void> kept) {
        int bytes() {
            return arrival.body().length;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Waiting> waiting = new ArrayDeque<>(MOST_WAITING);
    private final ByteBudget room = new ByteBudget(MOST_WAITING_BYTES);
    private List<Waiting> underway = List.of();
    private boolean closed;

    /** @return false when it is full, for want of places or of bytes, or closed */
    boolean offer(Waiting one) {
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
     * Takes what is there already, up to the bounds of a group, until it is {@link #written}; nobody waits for a group to fill. Whoever has been answered meanwhile is
     * left out: he will come again.
     * @param groupBytes a group has no more, unless it is one callback
     * @return empty when nothing came in {@code patience}
     */
    List<Waiting> take(Duration patience, int groupBytes) throws InterruptedException {
        List<Waiting> group = new ArrayList<>();
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                arrived.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            }
            int bytes = 0;
            int most = waiting.size() < STEP_ROWS ? waiting.size() : Math.min(GROUP_ROWS, waiting.size() / STEP_ROWS * STEP_ROWS);
            while (group.size() < most && !waiting.isEmpty()) {
                Waiting next = waiting.peekFirst();
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

    /** The group taken last needs no memory any more. */
    void written() {
        lock.lock();
        try {
            underway.forEach(one -> room.giveBack(one.bytes()));
            underway = List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Those that came before then and have no answer yet, waiting or being written. */
    List<Waiting> unanswered(long before) {
        lock.lock();
        try {
            return Stream.concat(underway.stream(), waiting.stream().takeWhile(one -> one.since() - before < 0))
                .filter(one -> one.since() - before < 0 && !one.kept().isDone()).toList();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing is taken in, and nothing is handed out that is waiting still. @return those that will not be written */
    List<Waiting> close() {
        lock.lock();
        try {
            closed = true;
            List<Waiting> left = List.copyOf(waiting);
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
