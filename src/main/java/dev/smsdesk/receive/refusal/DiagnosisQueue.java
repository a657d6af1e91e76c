package dev.smsdesk.receive.refusal;

import dev.smsdesk.doctor.Cause;
import dev.smsdesk.doctor.Doctor;
import dev.smsdesk.doctor.Evidence;
import dev.smsdesk.doctor.Finding;
import dev.smsdesk.doctor.HashBudget;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.ByteBudget;
import dev.smsdesk.store.TokenBucket;
import dev.smsdesk.trust.SecretRing;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the doctor diagnose refusals in the background. Simple cases are diagnosed at once; a signature mismatch is queued, within limits
 * of number, bytes and work per second. Beyond them a refusal stays without a finding.
 */
final class DiagnosisQueue implements AutoCloseable {
    private static final int MOST_WAITING = 300;
    private static final int MOST_BYTES = 8 << 20;
    private static final int BURST = 60;
    private static final Duration THEN_ONE_EACH = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Logger log = LoggerFactory.getLogger(DiagnosisQueue.class);
    private final Doctor doctor;
    private final SecretRing secrets;
    private final RefusalTable table;
    private final TokenBucket allowance;
    private final ByteBudget room = new ByteBudget(MOST_BYTES);
    private final BlockingQueue<QueuedDiagnosis> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Background background = new Background("doctor", LOOK, this::examineOne);

    private record QueuedDiagnosis(Refusal refusal, Evidence evidence) {}

    DiagnosisQueue(Doctor doctor, SecretRing secrets, RefusalTable table, Clock clock) {
        this.doctor = doctor;
        this.secrets = secrets;
        this.table = table;
        this.allowance = new TokenBucket(BURST, THEN_ONE_EACH, clock);
    }

    void start() {
        background.start();
    }

    /** @return false if the budget is used up; the refusal is then recorded without its body */
    boolean hold(Evidence evidence) {
        return evidence != null && room.take(bytes(evidence));
    }

    void letGo(Evidence evidence) {
        if (evidence != null) {
            room.giveBack(bytes(evidence));
        }
    }

    /**
     * Every diagnosis but the expensive one. @param evidence null if the body was not read or not held; @return null if it has to be
     * queued
     */
    Finding atOnce(Refusal refusal, Evidence evidence) {
        return switch (refusal.reason()) {
            case NO_SECRET -> new Finding(Cause.NO_SECRET, "");
            case TOO_LARGE -> new Finding(Cause.TOO_LARGE, "");
            case BODY_LATE -> new Finding(Cause.BODY_LATE, "");
            case BODY_BROKEN -> new Finding(Cause.BODY_BROKEN, "");
            case BODY_CROWD -> new Finding(Cause.BODY_CROWD, "");
            case MISMATCH -> null;
            default -> evidence == null ? null : examine(refusal, evidence);
        };
    }

    /** @return null if the doctor failed; the exception's text may quote the body, so only its class is logged */
    private Finding examine(Refusal refusal, Evidence evidence) {
        try {
            return doctor.examine(evidence, secrets.suspects(refusal.channel()), HashBudget.small());
        } catch (RuntimeException e) {
            log.error("refusal not examined id={} cause={} at={}", refusal.id(), e.getClass().getSimpleName(), e.getStackTrace().length == 0
                ? "" : e.getStackTrace()[0]);
            return null;
        }
    }

    /** Takes over the held evidence. The refusal is in the table already. */
    void later(Refusal refusal, Evidence evidence) {
        if (!allowance.take() || !queue.offer(new QueuedDiagnosis(refusal, evidence))) {
            letGo(evidence);
        }
    }

    private boolean examineOne() throws InterruptedException {
        QueuedDiagnosis next = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
            try {
                Finding finding = examine(next.refusal(), next.evidence());
                if (finding != null) {
                    table.found(next.refusal().id(), finding);
                }
            } finally {
                letGo(next.evidence());
            }
        }
        return true;
    }

    private static int bytes(Evidence evidence) {
        return evidence.body().length + evidence.headers().values().stream().flatMap(values -> values.stream())
            .mapToInt(value -> value == null ? 0 : value.length()).sum();
    }

    @Override
    public void close() {
        background.close();
    }
}
