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
 * Refused callbacks, their reasons and the doctor's findings. Recorded off the request path: with a full queue or a dead database the
 * record is dropped and counted, and the answer stays the same. Under a sampler only a sample is recorded. At most {@value #MAX_ROWS} rows
 * per reason are kept.
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
    private final RefusalSampler sampler;
    private final DiagnosisQueue diagnoses;
    private final BlockingQueue<PendingRefusal> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final Background writer = new Background("refusals", LOOK, this::writeSome);
    private int untrimmed;

    /** @param evidence held in memory until the diagnosis, or null */
    private record PendingRefusal(Refusal refusal, Evidence evidence) {}

    public Refusals(Tx tx, Ids ids, Clock clock, Doctor doctor, SecretRing secrets) {
        this(tx, ids, clock, doctor, secrets, MAX_ROWS);
    }

    Refusals(Tx tx, Ids ids, Clock clock, Doctor doctor, SecretRing secrets, int maxRows) {
        this.table = new RefusalTable(tx);
        this.ids = ids;
        this.clock = clock;
        this.maxRows = maxRows;
        this.sampler = new RefusalSampler(clock);
        this.diagnoses = new DiagnosisQueue(doctor, secrets, table, clock);
        this.untrimmed = maxRows;   // trims with the first write after a start
    }

    public void start() {
        writer.start();
        diagnoses.start();
    }

    /** Returns at once, whether or not the record succeeds. @param status of the answer */
    public void record(CallbackRequest attempt, RefusalReason reason, int status) {
        String id = ids.next();
        log.debug("callback refused family={} reason={} status={} id={}", attempt.channel().word(), reason, status, id);
        if (!sampler.admits(attempt.channel(), reason, id)) {
            return;
        }
        Evidence evidence = attempt.evidence(clock.instant());
        PendingRefusal seen = new PendingRefusal(attempt.refusal(id, reason, status, clock.instant()),
            diagnoses.hold(evidence) ? evidence : null);
        if (!queue.offer(seen)) {
            dropped.incrementAndGet();
            diagnoses.letGo(seen.evidence());
        }
        writer.wake();
    }

    /** Number of refusals that could not be recorded since this node started. */
    public long dropped() {
        return dropped.get();
    }

    /** Newest first. @param after last id of the previous page, or null */
    public Slice<Refusal> newest(String after, int limit) {
        return table.newest(after, limit);
    }

    public Optional<Refusal> one(String id) {
        return table.one(id);
    }

    /** The refusal with this time in its timestamp header; if that was unreadable, the last one since {@code since}. */
    public Optional<Refusal> signedAt(Channel channel, Instant time, Instant since) {
        return table.signedAt(channel, time, since);
    }

    /** Number of refusals for this reason since then. */
    public long count(RefusalReason reason, Instant since) {
        return table.count(reason, since);
    }

    private boolean writeSome() {
        List<PendingRefusal> some = new ArrayList<>();
        queue.drainTo(some, ROWS_PER_WRITE);
        if (!some.isEmpty()) {
            write(some);
        }
        sampler.settle(table::more);
        return !some.isEmpty();
    }

    private void write(List<PendingRefusal> some) {
        List<Refusal> examined = some.stream().map(seen -> seen.refusal().with(diagnoses.atOnce(seen.refusal(), seen.evidence()))).toList();
        try {
            table.insert(examined);
        } catch (RuntimeException e) {
            dropped.addAndGet(some.size());
            some.forEach(seen -> diagnoses.letGo(seen.evidence()));
            throw e;
        }
        for (int i = 0; i < some.size(); i++) {
            PendingRefusal seen = some.get(i);
            if (seen.evidence() != null && examined.get(i).finding() == null) {
                diagnoses.later(seen.refusal(), seen.evidence());
            } else {
                diagnoses.letGo(seen.evidence());
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
        diagnoses.close();
    }
}
