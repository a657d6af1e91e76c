package dev.smsdesk.receive;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Callbacks that wait for their commit, in the order in which they came; bounded by rows and by bytes. */
final class InboxQueue {
    private static final int MOST_WAITING = 2_000;
    private static final int MOST_WAITING_BYTES = 64 << 20;
    private static final int GROUP_ROWS = 128;

    /** @param since by the monotonic clock, in ns; @param kept completes once it is on disk, or is known not to be */
    record Waiting(Arrival arrival, long since, CompletableFuture<Void> kept) {
        int bytes() {
            return arrival.body().length;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Waiting> waiting = new ArrayDeque<>(MOST_WAITING);
    private final Room room = new Room(MOST_WAITING_BYTES);

    /** @return false when it is full, for want of places or of bytes */
    boolean offer(Waiting one) {
        if (!room.take(one.bytes())) {
            return false;
        }
        lock.lock();
        try {
            if (waiting.size() == MOST_WAITING) {
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
     * Takes what is there already, up to the bounds of a group; nobody waits for a group to fill. Whoever has been answered meanwhile is
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
            while (!waiting.isEmpty() && group.size() < GROUP_ROWS) {
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
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** These need no memory any more. */
    void forget(List<Waiting> group) {
        group.forEach(one -> room.giveBack(one.bytes()));
    }

    /** Those in the queue that came before then and have no answer yet. */
    List<Waiting> since(long before) {
        List<Waiting> old = new ArrayList<>();
        lock.lock();
        try {
            for (Waiting one : waiting) {
                if (one.since() - before >= 0) {
                    break;
                }
                if (!one.kept().isDone()) {
                    old.add(one);
                }
            }
            return old;
        } finally {
            lock.unlock();
        }
    }
}
