package dev.smsdesk.receive;

import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where callbacks become durable. Those that arrive together share one insert and one commit; each caller is let go after
 * its own commit. Bounded by rows, by bytes and by time: what cannot be kept within 3 s is not kept as far as Sinch is told,
 * and comes again.
 */
public final class Inbox implements AutoCloseable {
    private static final int MAX_WAITING = 2_000;
    private static final int MAX_WAITING_BYTES = 64 << 20;
    private static final int GROUP_ROWS = 128;
    private static final int GROUP_BYTES = 4 << 20;
    private static final Duration PATIENCE = Duration.ofMillis(2_900);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration COME_AGAIN = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private record Waiting(Arrival arrival, CompletableFuture<Void> kept) {}

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Semaphore freeBytes = new Semaphore(MAX_WAITING_BYTES);
    private final InboxWriter writer;
    private final Traffic traffic;
    private final Runnable wakeApplier;
    private final Background background = new Background("inbox", LOOK, this::writeGroup);
    private Waiting leftOver;   // of the writer's thread

    /** @param wakeApplier called after each commit; returns at once */
    public Inbox(DataSource dataSource, Ids ids, Traffic traffic, Runnable wakeApplier) {
        this.writer = new InboxWriter(dataSource, ids, traffic);
        this.traffic = traffic;
        this.wakeApplier = wakeApplier;
    }

    public void start() {
        background.start();
    }

    /**
     * Returns once the callback is on disk.
     * @throws ProblemException NOT_KEPT, with a time to come again; it may have been kept all the same, a repeat does no harm
     */
    void keep(Arrival arrival) {
        int bytes = arrival.body().length;
        if (!freeBytes.tryAcquire(bytes)) {
            throw notKept(NotKept.TOO_MANY_BYTES_WAITING);
        }
        Waiting waiting = new Waiting(arrival, new CompletableFuture<>());
        waiting.kept().whenComplete((done, fault) -> freeBytes.release(bytes));
        if (!queue.offer(waiting)) {
            waiting.kept().cancel(false);
            throw notKept(NotKept.TOO_MANY_WAITING);
        }
        try {
            waiting.kept().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!SelfTest.wrote(arrival.body())) {
                traffic.accepted(arrival.family());
            }
        } catch (TimeoutException e) {
            throw notKept(NotKept.DATABASE_TOO_SLOW);
        } catch (ExecutionException e) {
            Fault fault = Fault.of(e.getCause());
            throw notKept(NotKept.DATABASE_FAULT, fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notKept(NotKept.STOPPING);
        }
    }

    private ProblemException notKept(NotKept cause) {
        return notKept(cause, new Fault("-", null));
    }

    private ProblemException notKept(NotKept cause, Fault fault) {
        traffic.notKept(cause);
        log.warn("callback not kept reason={} cause=\"{}\"", Traffic.word(cause), fault.kind(), fault.stack());
        return new ProblemException(ProblemType.NOT_KEPT, "The callback could not be kept. Send it again.", COME_AGAIN);
    }

    private boolean writeGroup() throws InterruptedException {
        Waiting first = leftOver != null ? leftOver : queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            List<Waiting> group = new ArrayList<>(GROUP_ROWS);
            leftOver = gather(first, group);
            write(group);
        }
        return true;
    }

    /** Takes what is there already, up to the bounds of a group. @return the one that no longer fitted, or null */
    private Waiting gather(Waiting first, List<Waiting> group) {
        int bytes = 0;
        for (Waiting next = first; next != null; next = queue.poll()) {
            bytes += next.arrival().body().length;
            if (!group.isEmpty() && bytes > GROUP_BYTES) {
                return next;
            }
            group.add(next);
            if (group.size() == GROUP_ROWS) {
                return null;
            }
        }
        return null;
    }

    private void write(List<Waiting> group) {
        group.sort(Comparator.comparing((Waiting w) -> w.arrival().family()).thenComparing(w -> w.arrival().sha256(), Arrays::compareUnsigned));
        List<Arrival> arrivals = group.stream().map(Waiting::arrival).toList();
        try {
            List<Exception> faults = writer.write(arrivals);
            for (int i = 0; i < group.size(); i++) {
                if (faults.get(i) == null) {
                    group.get(i).kept().complete(null);
                } else {
                    group.get(i).kept().completeExceptionally(faults.get(i));
                }
            }
        } catch (Error e) {
            group.forEach(waiting -> waiting.kept().completeExceptionally(e));   // or their bytes would never be free again
            throw e;
        }
        wakeApplier.run();
    }

    @Override
    public void close() {
        background.close();
    }
}
