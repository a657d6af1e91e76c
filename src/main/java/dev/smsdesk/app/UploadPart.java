package dev.smsdesk.app;

import dev.smsdesk.app.settings.Settings;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.send.Outbox;
import dev.smsdesk.send.UploadedBatches;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import dev.smsdesk.upload.UploadReading;
import dev.smsdesk.upload.UploadResource;
import dev.smsdesk.upload.UploadRetention;
import dev.smsdesk.upload.Uploads;
import dev.smsdesk.upload.file.WorkbookCopy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Uploaded lists of recipients: how they come, the jobs that read and delete them. */
final class UploadPart {
    private final Clock clock;
    private final Jobs jobs;
    private final Uploads uploads;
    private final UploadedBatches batches;
    private final List<JobWork> works;

    /** @param wake announces a job */
    UploadPart(Settings settings, Tx tx, Ids ids, Clock clock, Jobs jobs, Outbox outbox, Runnable wake) {
        this.clock = clock;
        this.jobs = jobs;
        this.uploads = new Uploads(tx, ids, clock, jobs, wake);
        this.batches = new UploadedBatches(tx, jobs, outbox, uploads, wake);
        this.works = List.of(new UploadReading(tx, settings.composing().defaultCountry()), new UploadRetention(tx, clock), batches);
    }

    UploadedBatches batches() {
        return batches;
    }

    Uploads uploads() {
        return uploads;
    }

    UploadResource resource() {
        return new UploadResource(uploads);
    }

    List<JobWork> works() {
        return works;
    }

    /** May be called again. */
    void start() {
        WorkbookCopy.removeLeftBehind(Path.of(System.getProperty("java.io.tmpdir")), clock.instant());
        jobs.keep(UploadRetention.KIND, "", "smsdesk");
    }
}
