package dev.smsdesk.upload;

import dev.smsdesk.jobs.Job;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Step;
import dev.smsdesk.store.Tx;
import dev.smsdesk.upload.file.CsvRows;
import dev.smsdesk.upload.file.FileFault;
import dev.smsdesk.upload.file.FileRow;
import dev.smsdesk.upload.file.RowReader;
import dev.smsdesk.upload.file.SeparatorDetector;
import dev.smsdesk.upload.file.UnreadableFileException;
import dev.smsdesk.upload.file.WorkbookCopy;
import dev.smsdesk.upload.file.XlsxRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job that reads a file and stores its checked rows, chunk by chunk. The stored chunks say where the next step starts, so any node goes
 * on after a kill, and no row is stored twice.
 */
public final class UploadReading implements JobWork {
    static final String KIND = "read-upload";
    private static final Duration STEP = Duration.ofSeconds(4);
    private static final Duration XLSX_BUSY = Duration.ofMillis(500);
    private static final int MOST_KEPT = 2;
    private static final int REMOVED_AT_ONCE = 50;
    private static final Logger log = LoggerFactory.getLogger(UploadReading.class);
    private final Tx tx;
    private final String country;
    private final Duration stepTime;
    /** By upload: where the last step stopped. Reading on saves reading from the start. */
    private final Map<String, FileReading> kept = new ConcurrentHashMap<>();
    /** A workbook keeps all its texts in memory while it is read. */
    private final Semaphore xlsx = new Semaphore(1);

    /** @param country ISO 3166 code that national numbers belong to, or null */
    public UploadReading(Tx tx, String country) {
        this(tx, country, STEP);
    }

    UploadReading(Tx tx, String country, Duration stepTime) {
        this.tx = tx;
        this.country = country;
        this.stepTime = stepTime;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Duration lease() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Step step(Job job) throws Exception {
        Upload upload = tx.sql(connection -> UploadTable.find(connection, job.subject())).orElse(null);
        if (upload == null || upload.state() != Upload.State.READING || !job.arguments().equals(String.valueOf(upload.reading()))) {
            return new Step(true, job.reached(), job.done(), null);
        }
        if (upload.format() == FileFormat.XLSX && !xlsx.tryAcquire()) {
            return new Step(false, job.reached(), job.done(), XLSX_BUSY);
        }
        try {
            return read(job, upload);
        } catch (UnreadableFileException e) {
            tx.sql(connection -> {
                UploadTable.failed(connection, upload.id(), upload.reading(), e.stored());
                return null;
            });
            log.info("upload not readable id={} fault={}", upload.id(), e.stored());
            return new Step(true, job.reached(), job.done(), null);
        } finally {
            if (upload.format() == FileFormat.XLSX) {
                xlsx.release();
            }
        }
    }

    private Step read(Job job, Upload found) throws IOException, UnreadableFileException {
        FileReading reading = kept.remove(found.id());
        RowTable.Reached reached = tx.sql(connection -> RowTable.reached(connection, found.id(), found.reading()));
        if (reading == null || !reading.goesOn(found.reading(), reached.chunks())) {
            if (reading != null) {
                reading.close();
            }
            reading = begun(found, reached);
        }
        boolean over = true;
        boolean read = false;
        try {
            over = reading.read(stepTime);
            read = true;
            if (over) {
                finish(reading.upload());
            }
            return new Step(over, job.reached(), over ? found.bytes() : reading.bytesRead(), null);
        } finally {
            if (read && !over && found.format() == FileFormat.CSV) {
                keep(found.id(), reading);
            } else {
                reading.close();
            }
        }
    }

    /** The next step goes on from here, unless another node takes it. */
    private void keep(String id, FileReading reading) throws IOException {
        if (kept.size() >= MOST_KEPT) {
            FileReading other = kept.remove(kept.keySet().stream().findFirst().orElse(id));
            if (other != null) {
                other.close();
            }
        }
        kept.put(id, reading);
    }

    private FileReading begun(Upload found, RowTable.Reached reached) throws IOException, UnreadableFileException {
        Path copy = found.format() == FileFormat.XLSX ? copy(found) : null;
        RowReader rows = null;
        try {
            Upload upload = found.columns() == null ? withLayout(found, copy) : found;
            StoredFile file = new StoredFile(tx, upload);
            rows = open(upload, file, copy);
            return new FileReading(tx, upload, country, rows, file, copy, reached);
        } finally {
            if (rows == null && copy != null) {
                Files.deleteIfExists(copy);
            }
        }
    }

    private void finish(Upload upload) throws UnreadableFileException {
        RowTable.Reached all = tx.sql(connection -> RowTable.reached(connection, upload.id(), upload.reading()));
        if (all.rows() == 0) {
            throw new UnreadableFileException(FileFault.FILE_WITHOUT_ROWS);
        }
        while (tx.sql(connection -> RowTable.remove(connection, upload.id(), upload.reading(), REMOVED_AT_ONCE))) {
            // rows of an earlier reading
        }
        tx.sql(connection -> {
            UploadTable.ready(connection, upload.id(), upload.reading(), all.rows(), all.good());
            return null;
        });
        log.info("upload read id={} rows={} good={}", upload.id(), all.rows(), all.good());
    }

    /** Finds separator and columns, unless they were chosen. */
    private Upload withLayout(Upload upload, Path copy) throws IOException, UnreadableFileException {
        String separator = upload.format() == FileFormat.XLSX ? null : separator(upload, StoredFile.beginning(tx, upload));
        Upload separated = upload.with(separator, null);
        List<FileRow> sample = new ArrayList<>();
        try (RowReader rows = open(separated, new StoredFile(tx, upload), copy)) {
            for (FileRow row = rows.next(); row != null && sample.size() < Layout.SAMPLE; row = rows.next()) {
                if (!row.isBlank()) {
                    sample.add(row);
                }
            }
        }
        if (sample.isEmpty()) {
            throw new UnreadableFileException(FileFault.FILE_WITHOUT_ROWS);
        }
        Layout layout = Layout.of(sample, country, upload.numberColumn());
        tx.sql(connection -> {
            UploadTable.found(connection, upload.id(), upload.reading(), separator, layout);
            return null;
        });
        return upload.with(separator, layout);
    }

    private static String separator(Upload upload, byte[] beginning) throws UnreadableFileException {
        String start = new String(beginning, 0, Math.min(4, beginning.length), StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK\u0003\u0004") || start.startsWith("\u00D0\u00CF\u0011\u00E0")) {
            throw new UnreadableFileException(FileFault.FILE_NOT_CSV);   // a ZIP file, such as XLSX, or an older workbook
        }
        return upload.separator() != null ? upload.separator()
            : String.valueOf(SeparatorDetector.separator(beginning, Charset.forName(upload.encoding())));
    }

    private RowReader open(Upload upload, StoredFile file, Path copy) throws IOException, UnreadableFileException {
        return copy != null ? new XlsxRows(copy) : new CsvRows(file, Charset.forName(upload.encoding()), upload.separator().charAt(0));
    }

    /** Deleted after the step. */
    private Path copy(Upload upload) throws IOException {
        Path copy = WorkbookCopy.create();
        try (OutputStream out = Files.newOutputStream(copy)) {
            new StoredFile(tx, upload).transferTo(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
        return copy;
    }
}
