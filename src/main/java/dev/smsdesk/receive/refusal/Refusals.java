package dev.smsdesk.receive.refusal;

import dev.smsdesk.account.Channel;
import dev.smsdesk.doctor.Doctor;
import dev.smsdesk.doctor.Evidence;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Slice;
import dev.smsdesk.store.Tx;
import dev.smsdesk.trust.SecretRing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was turned away and why, with the doctor's finding. Recorded off the request path: a full queue or a dead database drops the record, counts it,
 * and changes no answer. In a flood only some are written down, the others counted to them. At most {@value #MAX_ROWS} rows of each reason are kept.
 */
public final class Refusals implements AutoCloseable {
    static final int MAX_ROWS = 10_000;
    private static final int QUEUE = 2_000;
    private static final int ROWS_PER_WRITE = 200;
    private static final int ROWS_PER_TRIM = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private final RefusalTable table;
    private final Ids ids;
    private final Clock clock;
    private final int maxRows;
    private final RefusalSampler flood;
    private final DiagnosisQueue examinations;
    private final BlockingQueue<Seen> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Background writer = new Background("refusals", LOOK, this::writeSome);
    private int untrimmed;

    /** @param evidence held in memory until the doctor has looked, or null */
    private record Seen(Refusal refusal, Evidence evidence) {}

    public Refusals(Tx tx, Ids ids, Clock clock, Doctor doctor, SecretRing secrets) {
        this(tx, ids, clock, doctor, secrets, MAX_ROWS);
    }

    Refusals(Tx tx, Ids ids, Clock clock, Doctor doctor, SecretRing secrets, int maxRows) {
        this.table = new RefusalTable(tx);
        this.ids = ids;
        this.clock = clock;
        this.maxRows = maxRows;
        this.flood = new RefusalSampler(clock);
        this.examinations = new DiagnosisQueue(doctor, secrets, table, clock);
        this.untrimmed = maxRows;   // trims with the first write after a start
    }

    public void start() {
        writer.start();
        examinations.start();
    }

    /** Returns at once, whatever becomes of the record. @param status what is answered */
    public void record(CallbackRequest attempt, RefusalReason reason, int status) {
        String id = ids.next();
        log.debug("callback refused family={} reason={} status={} id={}", attempt.channel().word(), reason, status, id);
        if (!flood.admits(attempt.channel(), reason, id)) {
            return;
        }
        Evidence evidence = attempt.evidence(clock.instant());
        Seen seen = new Seen(attempt.refusal(id, reason, status, clock.instant()), examinations.hold(evidence) ? evidence : null);
        if (!queue.offer(seen)) {
            dropped.incrementAndGet();
            examinations.letGo(seen.evidence());
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

    public Optional<Refusal> one(String id) {
        return table.one(id);
    }

    /** The one whose timestamp header said this; or, where that could not be read, the last one since then. */
    public Optional<Refusal> signedAt(Channel channel, Instant time, Instant since) {
        return table.signedAt(channel, time, since);
    }

    /** How many were turned away for this reason since then. */
    public long count(RefusalReason reason, Instant since) {
        return table.count(reason, since);
    }

    private boolean writeSome() {
        List<Seen> some = new ArrayList<>();
        queue.drainTo(some, ROWS_PER_WRITE);
        if (!some.isEmpty()) {
            write(some);
        }
        flood.settle(table::more);
        return !some.isEmpty();
    }

    private void write(List<Seen> some) {
        List<Refusal> examined = some.stream().map(seen -> seen.refusal().with(examinations.atOnce(seen.refusal(), seen.evidence()))).toList();
        try {
            table.insert(examined);
        } catch (RuntimeException e) {
            dropped.addAndGet(some.size());
            some.forEach(seen -> examinations.letGo(seen.evidence()));
            throw e;
        }
        for (int i = 0; i < some.size(); i++) {
            Seen seen = some.get(i);
            if (seen.evidence() != null && examined.get(i).finding() == null) {
                examinations.later(seen.refusal(), seen.evidence());
            } else {
                examinations.letGo(seen.evidence());
            }
        }
        untrimmed += some.size();
        if (untrimmed >= Math.min(ROWS_PER_TRIM, maxRows)) {
            untrimmed = 0;
            table.keepNewest(maxRows);
        }
    }

    @Override
    public void close() {
        writer.close();
        examinations.close();
    }
}
