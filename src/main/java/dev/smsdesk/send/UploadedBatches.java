package dev.smsdesk.send;

import dev.smsdesk.compose.Order;
import dev.smsdesk.jobs.Job;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.jobs.Step;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.table.BatchLife;
import dev.smsdesk.message.table.DraftTable;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Tx;
import dev.smsdesk.upload.GoodNumbers;
import dev.smsdesk.upload.Upload;
import dev.smsdesk.upload.Uploads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches whose recipients are the good rows of an upload. The batch is a draft until a job has copied all of them; then the job confirms
 * it. After a kill any node goes on with the next chunk.
 */
public final class UploadedBatches implements JobWork {
    /** Begins the form key of a draft that a person confirms; the upload's id follows. */
    public static final String FORM = "upload:";
    private static final String KIND = "batch-of-upload";
    /** In the arguments: a person confirms the batch. */
    private static final String DRAFT = " draft";
    private static final Duration STEP = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(UploadedBatches.class);
    private final Tx tx;
    private final Jobs jobs;
    private final Outbox outbox;
    private final Uploads uploads;
    private final Runnable wake;
    private final Duration stepTime;

    /** @param wake announces the job */
    public UploadedBatches(Tx tx, Jobs jobs, Outbox outbox, Uploads uploads, Runnable wake) {
        this(tx, jobs, outbox, uploads, wake, STEP);
    }

    UploadedBatches(Tx tx, Jobs jobs, Outbox outbox, Uploads uploads, Runnable wake, Duration stepTime) {
        this.tx = tx;
        this.jobs = jobs;
        this.outbox = outbox;
        this.uploads = uploads;
        this.wake = wake;
        this.stepTime = stepTime;
    }

    /**
     * @param order    without recipients
     * @param goodOnly whether faulty rows are left out; otherwise there may be none
     * @param once     by which a repeat is known, or null
     * @return id of the batch; of the earlier one if this is a repeat
     * @throws ProblemException INVALID with pointer /upload or /good_only; TOO_LATE while the file is read; as {@link Outbox#enqueue}
     */
    public String enqueue(Order order, String uploadId, boolean goodOnly, String who, Idempotency once) {
        return stored(order, uploadId, goodOnly, who, once, false);
    }

    /** A draft that a person confirms. @return id of the batch @throws ProblemException as {@link #enqueue} */
    public String draft(Order order, String uploadId, boolean goodOnly, String who, Idempotency once) {
        return stored(order, uploadId, goodOnly, who, once, true);
    }

    private String stored(Order order, String uploadId, boolean goodOnly, String who, Idempotency once, boolean draft) {
        return (once == null ? Optional.<String>empty() : outbox.earlier(once)).orElseGet(() -> {
            Upload upload = checked(uploadId, goodOnly);
            String id = outbox.draftOf(order, upload.good(), who, once, (connection, batchId) -> {
                uploads.use(connection, upload);
                if (draft) {
                    DraftTable.keep(connection, batchId, new DraftTable.Typed(FORM + upload.id(), "", upload.good(), false));
                }
                jobs.add(connection, KIND, batchId, upload.id() + (draft ? DRAFT : ""), (long) upload.good(), who);
            });
            log.info("batch of upload stored id={} upload={} recipients={}", id, uploadId, upload.good());
            wake.run();
            return id;
        });
    }

    /**
     * Stores nothing.
     * @throws ProblemException as {@link #enqueue}
     */
    Preview preview(Order order, String uploadId, boolean goodOnly) {
        Upload upload = checked(uploadId, goodOnly);
        outbox.requireAccount(order);
        Preview preview = new Preview(order.text());
        GoodNumbers numbers = uploads.goodNumbers(upload, 0);
        for (List<String> some = numbers.next(DraftTable.CHUNK); !some.isEmpty(); some = numbers.next(DraftTable.CHUNK)) {
            some.forEach(digits -> preview.add(new PhoneNumber(digits)));
        }
        uploads.rows(upload, 0, true, Preview.LEFT_OUT_SHOWN).forEach(row -> preview.leaveOut(upload.number(row), row.reason()));
        preview.leftOutInAll(upload.bad());
        if (preview.recipients() != upload.good()) {
            throw new ProblemException(ProblemType.TOO_LATE, "The upload has been changed meanwhile. Look at it again.");
        }
        return preview;
    }

    private Upload checked(String uploadId, boolean goodOnly) {
        Upload upload = uploads.find(uploadId).orElseThrow(() -> invalid("/upload", "There is no such upload. Check its id."));
        if (upload.state() == Upload.State.READING) {
            throw new ProblemException(ProblemType.TOO_LATE, "The upload is still being read. Wait until its state is READY.");
        }
        if (upload.good() == 0) {
            throw invalid("/upload", "The upload has no row that can be sent to. Look at its errors.");
        }
        if (upload.bad() > 0 && !goodOnly) {
            throw invalid("/good_only", upload.bad() + " of " + upload.rows()
                + " rows cannot be sent to. Mend them and upload the file again, "
                + "or leave them out with good_only: true.");
        }
        return upload;
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(List.of(new FieldError(pointer, detail)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Step step(Job job) {
        Upload upload = uploads.find(job.arguments().replace(DRAFT, "")).orElseThrow();
        int chunk = job.reached() == null ? 0 : Integer.parseInt(job.reached());
        GoodNumbers numbers = uploads.goodNumbers(upload, chunk * DraftTable.CHUNK);
        long end = System.nanoTime() + stepTime.toNanos();
        long done = job.done();
        for (List<String> some = numbers.next(DraftTable.CHUNK); !some.isEmpty(); some = numbers.next(DraftTable.CHUNK)) {
            if (!copied(job.subject(), new DraftTable.DraftChunk(chunk, some))) {
                return new Step(true, job.reached(), done, null);   // cancelled, or confirmed by an earlier run of this step
            }
            chunk++;
            done += some.size();
            if (System.nanoTime() - end > 0) {
                return new Step(false, String.valueOf(chunk), done, null);
            }
        }
        if (!job.arguments().endsWith(DRAFT)) {
            confirm(job);
        }
        return new Step(true, String.valueOf(chunk), done, null);
    }

    private boolean copied(String batchId, DraftTable.DraftChunk chunk) {
        return tx.sql(connection -> {
            boolean draft = BatchLife.lockDraft(connection, batchId);
            if (draft) {
                DraftTable.put(connection, batchId, chunk);
            }
            return draft;
        });
    }

    private void confirm(Job job) {
        try {
            outbox.confirm(job.subject(), 0, job.askedBy());
        } catch (ProblemException e) {
            if (e.type() != ProblemType.TOO_LATE || tx.sql(connection -> BatchLife.lockDraft(connection, job.subject()))) {
                throw e;
            }
            log.info("batch of upload not confirmed id={}", job.subject());   // it was cancelled
        }
    }
}
