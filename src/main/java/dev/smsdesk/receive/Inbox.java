package dev.smsdesk.receive;

import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.receive.InboxQueue.Waiting;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where callbacks become durable. Those that arrive together share one insert and one commit; each is answered after its own
 * commit, by threads of our own. Bounded by rows, by bytes and by time: what cannot be kept within 3 s is not kept as far as Sinch
 * is told, and comes again.
 * @see "docs/decisions/006-group-commit.md"
 */
public final class Inbox implements AutoCloseable {
    private static final int ANSWERERS = 2;
    private static final int LARGE_GROUP = 12;
    private static final Duration LULL = Duration.ofSeconds(1);
    private static final int GROUP_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofMillis(2_800);
    private static final Duration SWEEP = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);
    private static final Comparator<Waiting> BY_KEY =
        Comparator.comparing((Waiting w) -> w.arrival().family()).thenComparing(w -> w.arrival().sha256(), Arrays::compareUnsigned);
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final InboxQueue queue = new InboxQueue();
    private volatile List<Waiting> underway = List.of();
    private volatile long lastLargeGroup = System.nanoTime() - LULL.toNanos();
    private final AtomicLong turnedAway = new AtomicLong();
    private final InboxWriter writer;
    private final Traffic traffic;
    private final Runnable wakeApplier;
    private final ExecutorService answerers = Executors.newFixedThreadPool(ANSWERERS, Inbox::answerer);
    private final Background writing = new Background("inbox", LOOK, this::writeGroup);
    private final Background sweeper = new Background("inbox-patience", SWEEP, this::sweep);

    /** @param wakeApplier called after each commit; returns at once */
    public Inbox(DataSource dataSource, Ids ids, Traffic traffic, Runnable wakeApplier) {
        this.writer = new InboxWriter(dataSource, ids, traffic);
        this.traffic = traffic;
        this.wakeApplier = wakeApplier;
    }

    public void start() {
        writing.start();
        sweeper.start();
    }

    /**
     * @return completes once the callback is on disk; or, within 3 s, with a {@link ProblemException} NOT_KEPT that has a time to come
     *     again. It may have been kept all the same; a repeat does no harm
     */
    CompletionStage<Void> keep(Arrival arrival) {
        Waiting waiting = new Waiting(arrival, System.nanoTime(), new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            turnedAway.incrementAndGet();
            traffic.notKept(NotKept.TOO_MANY_WAITING, 1);
            waiting.kept().completeExceptionally(notKept());
        }
        return waiting.kept();
    }

    /** So many arrive at once that whatever can wait should: what is not taken now is lost sooner than what is not shown now. */
    public boolean isBusy() {
        return System.nanoTime() - lastLargeGroup < LULL.toNanos();
    }

    private static ProblemException notKept() {
        return new ProblemException(ProblemType.NOT_KEPT, "The callback could not be kept. Send it again.", COME_AGAIN);
    }

    private boolean writeGroup() throws InterruptedException {
        List<Waiting> group = queue.take(LOOK, GROUP_BYTES);
        if (group.size() >= LARGE_GROUP) {
            lastLargeGroup = System.nanoTime();
        }
        if (!group.isEmpty()) {
            underway = group;
            try {
                write(group);
            } finally {
                underway = List.of();
                queue.forget(group);
            }
            wakeApplier.run();
        }
        return true;
    }

    private void write(List<Waiting> group) {
        List<Waiting> sorted = new ArrayList<>(group);
        sorted.sort(BY_KEY);
        try {
            List<Exception> faults = writer.write(sorted.stream().map(Waiting::arrival).toList());
            hand(sorted, faults);
        } catch (Error e) {
            traffic.notKept(NotKept.DATABASE_FAULT, group.stream().filter(waiting -> waiting.kept().completeExceptionally(notKept())).count());
            throw e;
        }
    }

    private void hand(List<Waiting> group, List<Exception> faults) {
        try {
            answerers.execute(() -> answer(group, faults));
        } catch (RejectedExecutionException e) {
            answer(group, faults);   // stopping; whoever waits shall know
        }
    }

    private void answer(List<Waiting> group, List<Exception> faults) {
        int failed = 0;
        Exception one = null;
        for (int i = 0; i < group.size(); i++) {
            if (faults.get(i) == null) {
                accept(group.get(i));
            } else if (group.get(i).kept().completeExceptionally(notKept())) {
                one = faults.get(i);
                failed++;
            }
        }
        if (one != null) {
            traffic.notKept(NotKept.DATABASE_FAULT, failed);
            Fault fault = Fault.of(one);
            log.warn("callback not kept count={} cause=\"{}\"", failed, fault.kind(), fault.stack());
        }
    }

    private void accept(Waiting waiting) {
        if (waiting.kept().complete(null) && !SelfTest.wrote(waiting.arrival().body())) {
            traffic.accepted(waiting.arrival().family());
        }
    }

    /** Whoever has waited for long enough is sent away; the write that he waits for goes on without him. */
    private boolean sweep() {
        long before = System.nanoTime() - PATIENCE.toNanos();
        List<Waiting> late = new ArrayList<>(queue.since(before));
        underway.stream().filter(one -> one.since() - before < 0).forEach(late::add);
        long slow = late.stream().filter(one -> one.kept().completeExceptionally(notKept())).count();
        long full = turnedAway.getAndSet(0);
        if (slow + full > 0) {
            traffic.notKept(NotKept.DATABASE_TOO_SLOW, slow);
            log.warn("callback not kept count={} reason={}", slow + full, full > 0 ? "too-many-waiting" : "database-too-slow");
        }
        return false;
    }

    private static Thread answerer(Runnable work) {
        Thread thread = new Thread(work, "smsdesk-answer");
        thread.setDaemon(true);
        thread.setContextClassLoader(Inbox.class.getClassLoader());
        return thread;
    }

    /** What is being written still gets its answer; what waits comes again. */
    @Override
    public void close() {
        writing.close();
        sweeper.close();
        traffic.notKept(NotKept.STOPPING, queue.since(System.nanoTime()).stream().filter(one -> one.kept().completeExceptionally(notKept())).count());
        answerers.shutdown();
    }
}
