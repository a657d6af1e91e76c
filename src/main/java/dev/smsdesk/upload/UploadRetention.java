package dev.smsdesk.upload;

import dev.smsdesk.jobs.Job;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Step;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job that deletes uploads of which no batch was made within 14 days, with texts and numbers, and files that did not arrive whole. */
public final class UploadRetention implements JobWork {
    public static final String KIND = "upload-retention";
    private static final Duration KEPT = Duration.ofDays(14);
    /** No request takes longer to arrive. */
    private static final Duration ARRIVING = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final int AT_ONCE = 20;
    private static final Logger log = LoggerFactory.getLogger(UploadRetention.class);
    private final Tx tx;
    private final Clock clock;

    public UploadRetention(Tx tx, Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Step step(Job job) {
        Instant now = clock.instant();
        List<String> unused = tx.sql(connection -> UploadTable.unused(connection, now.minus(KEPT), 1));
        unused.forEach(this::forget);
        List<String> stray = tx.sql(connection -> UploadTable.strayFiles(connection, now.minus(ARRIVING), 1));
        List<String> rows = tx.sql(connection -> RowTable.stray(connection, 1));
        stray.forEach(this::removeSome);
        rows.forEach(this::removeSome);
        boolean more = !unused.isEmpty() || !stray.isEmpty() || !rows.isEmpty();
        return new Step(false, job.reached(), job.done() + unused.size(), more ? null : AGAIN);
    }

    /** Its file and rows are stray from then on. */
    private void forget(String id) {
        boolean forgotten = tx.sql(connection -> {
            boolean unused = UploadTable.lock(connection, id).filter(upload -> upload.usedAt() == null).isPresent();
            if (unused) {
                UploadTable.remove(connection, id);
            }
            return unused;
        });
        if (forgotten) {
            log.info("upload deleted id={}", id);
        }
    }

    private void removeSome(String id) {
        tx.sql(connection -> {
            UploadTable.removeChunks(connection, id, AT_ONCE);
            RowTable.remove(connection, id, null, AT_ONCE);
            return null;
        });
    }
}
