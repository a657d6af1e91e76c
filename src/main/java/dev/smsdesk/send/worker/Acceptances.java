package dev.smsdesk.send.worker;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.table.AcceptedCalls;
import dev.smsdesk.message.table.AcceptedCalls.AcceptedCall;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.store.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Records accepted calls together: the threads that made them come here, and the first one records for all that wait. */
final class Acceptances {
    private static final int MOST_CALLS = 100;
    private static final int MOST_RECIPIENTS = 3_000;
    /** Under load a group is begun so often at the most: one transaction for ten calls costs little more than one for each two of them. */
    private static final long BETWEEN_GROUPS = Duration.ofMillis(20).toNanos();
    private final Tx tx;
    private final AcceptedCalls calls;
    private final Channel channel;
    private final BiConsumer<Collection<String>, Collection<String>> recorded;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock(true);
    private long begunAt = System.nanoTime() - BETWEEN_GROUPS;

    /** @param recorded told the batches of calls that have been recorded, and Sinch's ids, after the commit */
    Acceptances(Tx tx, AcceptedCalls calls, Channel channel, BiConsumer<Collection<String>, Collection<String>> recorded) {
        this.tx = tx;
        this.calls = calls;
        this.channel = channel;
        this.recorded = recorded;
    }

    /** One call; its fields belong to the thread that has the turn. */
    private static final class Waiting {
        private final Claim claim;
        private final AcceptedCall call;
        private boolean done;
        private boolean recorded;

        Waiting(Claim claim, AcceptedCall call) {
            this.claim = claim;
            this.call = call;
        }
    }

    /** @return whether it is linked and committed; if not, it has to be recorded by itself: the group failed, or could not take it */
    boolean record(Claim claim, Accepted accepted) {
        List<String> digits = claim.message().to().stream().map(number -> number.substring(1)).toList();
        Waiting own = new Waiting(claim, new AcceptedCall(claim.submissionId(), digits, accepted.providerId(), accepted.at()));
        queue.add(own);
        List<Waiting> done = new ArrayList<>();
        turn.lock();
        try {
            while (!own.done) {
                LockSupport.parkNanos(begunAt + BETWEEN_GROUPS - System.nanoTime());   // not at all below 0
                begunAt = System.nanoTime();
                record(next(), done);
            }
        } finally {
            turn.unlock();
        }
        if (!done.isEmpty()) {
            recorded.accept(done.stream().map(one -> one.claim.batchId()).collect(Collectors.toSet()),
                done.stream().map(one -> one.call.providerId()).toList());
        }
        return own.recorded;
    }

    private List<Waiting> next() {
        List<Waiting> group = new ArrayList<>();
        int recipients = 0;
        for (Waiting one = queue.poll(); one != null; one = queue.poll()) {
            group.add(one);
            recipients += one.call.digits().size();
            if (group.size() == MOST_CALLS || recipients >= MOST_RECIPIENTS) {
                break;
            }
        }
        return group;
    }

    private void record(List<Waiting> group, List<Waiting> done) {
        Set<AcceptedCall> taken = Set.of();
        try {
            taken = tx.sql(connection -> calls.record(connection, channel, group.stream().map(one -> one.call).toList()));
        } catch (RuntimeException e) {
            // each is tried by itself then, and its fault logged there
        } finally {
            for (Waiting one : group) {
                one.recorded = taken.contains(one.call);
                one.done = true;
            }
        }
        group.stream().filter(one -> one.recorded).forEach(done::add);
    }
}
