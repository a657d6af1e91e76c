package dev.smsdesk.receive;

import dev.smsdesk.message.Slice;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was turned away and why. Recorded off the request path: a full queue or a dead database drops the record, counts it,
 * and changes no answer. At most {@value #MAX_ROWS} rows are kept.
 */
public final class Refusals implements AutoCloseable {
    static final int MAX_ROWS = 100_000;
    private static final int QUEUE = 2_000;
    private static final int ROWS_PER_WRITE = 200;
    private static final int ROWS_PER_TRIM = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final RefusalTable table;
    private final Ids ids;
    private final Clock clock;
    private final int maxRows;
    private final BlockingQueue<Refusal> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Background writer = new Background("refusals", LOOK, this::writeSome);
    private int untrimmed;

    public Refusals(Tx tx, Ids ids, Clock clock) {
        this(tx, ids, clock, MAX_ROWS);
    }

    Refusals(Tx tx, Ids ids, Clock clock, int maxRows) {
        this.table = new RefusalTable(tx);
        this.ids = ids;
        this.clock = clock;
        this.maxRows = maxRows;
        this.untrimmed = maxRows;   // trims with the first write after a start
    }

    public void start() {
        writer.start();
    }

    /** Returns at once, whatever becomes of the record. @param status what is answered */
    void record(Attempt attempt, RefusalReason reason, int status) {
        Refusal refusal = attempt.refusal(ids.next(), reason, status, clock.instant());
        log.debug("callback refused family={} reason={} address={}", refusal.family().word(), reason, refusal.address());
        if (!queue.offer(refusal)) {
            dropped.incrementAndGet();
        }
        writer.wake();
    }

    /** How many refusals could not be recorded since this node started. */
    public long dropped() {
        return dropped.get();
    }

    /** Newest first. @param after id of the last one seen, or null */
    public Slice<Refusal> newest(String after, int limit) {
        return table.newest(after, limit);
    }

    /** How many were turned away for this reason since then. */
    public long count(RefusalReason reason, Instant since) {
        return table.count(reason, since);
    }

    private boolean writeSome() {
        List<Refusal> some = new ArrayList<>();
        queue.drainTo(some, ROWS_PER_WRITE);
        if (some.isEmpty()) {
            return false;
        }
        try {
            write(some);
        } catch (RuntimeException e) {
            dropped.addAndGet(some.size());
            throw e;
        }
        return true;
    }

    private void write(List<Refusal> some) {
        table.insert(some);
        untrimmed += some.size();
        if (untrimmed >= Math.min(ROWS_PER_TRIM, maxRows)) {
            table.keepNewest(maxRows);
            untrimmed = 0;
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
