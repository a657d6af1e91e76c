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
    /** Of the values of one chunk. */
    private static final int CHUNK_CHARACTERS = 256 << 10;
    private static final int REMOVED_AT_ONCE = 50;
    private static final Logger log = LoggerFactory.getLogger(UploadReading.class);
    private final Tx tx;
    private final String country;
    private final Duration stepTime;
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
        return Duration.ofMinutes(1);
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
        Path copy = found.format() == FileFormat.XLSX ? copy(found) : null;
        try {
            Upload upload = found.columns() == null ? withLayout(found, copy) : found;
            long end = System.nanoTime() + stepTime.toNanos();
            StoredFile file = new StoredFile(tx, upload);
            try (RowReader rows = open(upload, file, copy)) {
                boolean over = rows(upload, rows, end);
                if (over) {
                    finish(upload);
                }
                return new Step(over, job.reached(), over ? upload.bytes() : copy == null ? file.bytesRead() : 0, null);
            }
        } finally {
            if (copy != null) {
                Files.deleteIfExists(copy);
            }
        }
    }

    /** @return whether the end of the file was reached */
    private boolean rows(Upload upload, RowReader rows, long end) throws UnreadableFileException {
        RowTable.Reached reached = tx.sql(connection -> RowTable.reached(connection, upload.id(), upload.reading()));
        RowCheck check = new RowCheck(upload, country, seen(upload));
        int records = 0;
        int count = reached.rows();
        int chunk = reached.chunks();
        int characters = 0;
        List<CheckedRow> checked = new ArrayList<>();
        boolean header = upload.header();
        for (FileRow row = rows.next(); row != null; row = rows.next()) {
            records++;
            if (header && !row.isBlank()) {
                header = false;
            } else if (records > reached.records() && !row.isBlank()) {
                if (++count > upload.format().mostRows()) {
                    throw new UnreadableFileException(upload.format() == FileFormat.XLSX ? FileFault.XLSX_WITH_TOO_MANY_ROWS
                        : FileFault.FILE_WITH_TOO_MANY_ROWS, upload.format().mostRows());
                }
                CheckedRow one = check.check(row);
                checked.add(one);
                characters += one.characters();
                if (checked.size() == RowTable.CHUNK || characters > CHUNK_CHARACTERS) {
                    write(upload, chunk++, records, checked);
                    characters = 0;
                    if (System.nanoTime() - end > 0) {
                        return false;
                    }
                }
            }
        }
        if (!checked.isEmpty()) {
            write(upload, chunk, records, checked);
        }
        return true;
    }

    private void write(Upload upload, int chunk, int records, List<CheckedRow> checked) {
        tx.sql(connection -> {
            RowTable.write(connection, upload, chunk, records, checked);
            return null;
        });
        checked.clear();
    }

    private SeenNumbers seen(Upload upload) {
        SeenNumbers seen = new SeenNumbers();
        List<RowTable.Chunk> some = numbers(upload, 0);
        while (!some.isEmpty()) {
            for (RowTable.Chunk chunk : some) {
                chunk.numbers().lines().forEach(line -> {
                    int blank = line.indexOf(' ');
                    seen.firstLine(line.substring(blank + 1), Integer.parseInt(line.substring(0, blank)));
                });
            }
            some = numbers(upload, some.get(some.size() - 1).number() + 1);
        }
        return seen;
    }

    private List<RowTable.Chunk> numbers(Upload upload, int from) {
        return tx.sql(connection -> RowTable.numbers(connection, upload, from, REMOVED_AT_ONCE));
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

    /** Reading a workbook needs every place of the file at once. Only this process may read the copy; it is deleted after the step. */
    private Path copy(Upload upload) throws IOException {
        Path copy = Files.createTempFile("smsdesk-upload-", ".xlsx");
        try (OutputStream out = Files.newOutputStream(copy)) {
            new StoredFile(tx, upload).transferTo(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
        return copy;
    }
}
