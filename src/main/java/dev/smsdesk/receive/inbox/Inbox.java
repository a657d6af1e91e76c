package dev.smsdesk.receive.inbox;

import dev.smsdesk.common.DaemonThread;
import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.receive.answer.CallbackMetrics;
import dev.smsdesk.receive.answer.NotKept;
import dev.smsdesk.receive.inbox.InboxQueue.QueuedCallback;
import dev.smsdesk.receive.inbox.InboxWriter.FailedWrite;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Transient;
import java.time.Duration;
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
 * Makes callbacks durable. Callbacks that arrive together share one insert and one commit, and are answered after it by the inbox's own
 * threads. Bounded by rows, bytes and time: a callback that is not stored within 3 s is answered 503, and Sinch sends it again.
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
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final InboxQueue queue = new InboxQueue();
    private volatile long lastLargeGroup = System.nanoTime() - LULL.toNanos();
    private final AtomicLong turnedAway = new AtomicLong();
    private final InboxHealth health = new InboxHealth(PATIENCE, System::nanoTime);
    private final InboxWriter writer;
    private final CallbackMetrics traffic;
    private final Runnable wakeApplier;
    private final ExecutorService answerers = Executors.newFixedThreadPool(ANSWERERS, DaemonThread.factory("smsdesk-answer"));
    private final Background writing = new Background("inbox", LOOK, this::writeGroup);
    private final Background sweeper = new Background("inbox-patience", SWEEP, this::sweep);

    /** @param wakeApplier called after each commit; returns at once */
    public Inbox(DataSource dataSource, Ids ids, CallbackMetrics traffic, Runnable wakeApplier) {
        this.writer = new InboxWriter(dataSource, ids, traffic);
        this.traffic = traffic;
        this.wakeApplier = wakeApplier;
    }

    public void start() {
        writing.start();
        sweeper.start();
    }

    /**
     * @return completes once the callback is on disk; or, within 3 s, with a {@link ProblemException} NOT_KEPT with a Retry-After.
     *     In that case the callback may be stored all the same; a repeat is only counted
     */
    public CompletionStage<Void> keep(VerifiedCallback arrival) {
        QueuedCallback waiting = new QueuedCallback(arrival, System.nanoTime(), new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            boolean stopping = queue.isClosed();
            turnedAway.addAndGet(stopping ? 0 : 1);
            refuse(List.of(waiting), stopping ? NotKept.STOPPING : NotKept.TOO_MANY_WAITING);
        }
        return waiting.kept();
    }

    /** True under load. Background work then yields, because accepting callbacks matters more than showing them. */
    public boolean isBusy() {
        return System.nanoTime() - lastLargeGroup < LULL.toNanos();
    }

    /** False while the database refuses or delays every write. */
    public boolean isHealthy() {
        return health.isHealthy();
    }

    private static ProblemException notKept() {
        return new ProblemException(ProblemType.NOT_KEPT, ProblemDetail.CALLBACK_NOT_STORED.toString(), COME_AGAIN);
    }

    private boolean writeGroup() throws InterruptedException {
        List<QueuedCallback> group = queue.take(LOOK, GROUP_BYTES);
        if (group.size() >= LARGE_GROUP) {
            lastLargeGroup = System.nanoTime();
        }
        if (!group.isEmpty()) {
            try {
                write(group);
            } finally {
                queue.written();
            }
            wakeApplier.run();
        }
        return true;
    }

    private void write(List<QueuedCallback> group) {
        health.writeBegins();
        try {
            List<FailedWrite> failed = writer.write(group, this::accept);
            health.writeEnds(failed.stream().anyMatch(part -> Transient.isGeneral(part.fault())));
            long refused = failed.stream().mapToLong(part -> refuse(part.callbacks(), NotKept.DATABASE_FAULT)).sum();
            if (refused > 0) {
                Fault fault = Fault.of(failed.get(0).fault());
                log.warn("callback not kept count={} cause=\"{}\"", refused, fault.kind(), fault.stack());
            }
        } catch (RuntimeException | Error e) {
            health.writeEnds(false);
            refuse(group, NotKept.DATABASE_FAULT);
            throw e;
        }
    }

    private void accept(List<QueuedCallback> kept) {
        if (!kept.isEmpty()) {
            health.stored();
        }
        try {
            answerers.execute(() -> kept.forEach(this::accept));
        } catch (RejectedExecutionException e) {
            kept.forEach(this::accept);   // stopping; callers still get their answer
        }
    }

    private void accept(QueuedCallback waiting) {
        if (waiting.kept().complete(null) && !SelfTestMark.isOn(waiting.arrival().body())) {
            traffic.accepted(waiting.arrival().channel());
        }
    }

    /** @return how many had no answer before */
    private long refuse(List<QueuedCallback> callbacks, NotKept cause) {
        long refused = callbacks.stream().filter(one -> one.kept().completeExceptionally(notKept())).count();
        traffic.notKept(cause, refused);
        return refused;
    }

    /** Answers 503 to callers that have waited too long; the write itself goes on. */
    private boolean sweep() {
        long slow = refuse(queue.unanswered(System.nanoTime() - PATIENCE.toNanos()), NotKept.DATABASE_TOO_SLOW);
        long full = turnedAway.getAndSet(0);
        if (slow + full > 0) {
            log.warn("callback not kept count={} reason={}", slow + full, full > 0 ? "too-many-waiting" : "database-too-slow");
        }
        return false;
    }

    /** The current write has a moment to end. Every queued or new callback is answered 503. */
    @Override
    public void close() {
        refuse(queue.close(), NotKept.STOPPING);
        writing.close();
        sweeper.close();
        refuse(queue.unanswered(System.nanoTime()), NotKept.STOPPING);
        answerers.shutdown();
    }
}
