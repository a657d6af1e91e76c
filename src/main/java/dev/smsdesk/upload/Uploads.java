package dev.smsdesk.upload;

import dev.smsdesk.common.Text;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sha256;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import dev.smsdesk.upload.file.EncodingDetector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes uploaded files, and shows what was read. */
public final class Uploads {
    /** One piece of a file: what one request holds in memory. */
    static final int PIECE = 512 << 10;
    private static final int LONGEST_NAME = 200;
    private static final Duration KEYS_KEPT = Duration.ofDays(7);
    /** A unique key exists already: MySQL and MariaDB, H2. */
    private static final Set<Integer> DUPLICATE = Set.of(1062, 23505);
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Jobs jobs;
    private final Runnable wake;

    /** @param wake announces a job */
    public Uploads(Tx tx, Ids ids, Clock clock, Jobs jobs, Runnable wake) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.jobs = jobs;
        this.wake = wake;
    }

    /** Another request with the same Idempotency-Key has made an upload. */
    private static final class TakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenException(SQLException cause) {
            super(cause);
        }
    }

    /**
     * Stores the file piece by piece, then the upload and the job that reads it.
     * @param name what people call it, or null
     * @param key  Idempotency-Key of the caller, or null
     * @return its id; that of the earlier upload if this is a repeat
     * @throws ProblemException INVALID, the file is empty; IDEMPOTENCY_KEY_REUSED
     * @throws IOException the body broke off; nothing is kept
     */
    public String take(String name, FileFormat format, String who, String key, InputStream body) throws IOException {
        String id = ids.next();
        EncodingDetector encoding = new EncodingDetector();
        byte[] requestKey = key == null ? null : Sha256.of((who + "\n" + key).getBytes(StandardCharsets.UTF_8));
        MessageDigest digest = Sha256.begin();
        digest.update((format + " " + name + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            long bytes = 0;
            int pieces = 0;
            for (byte[] piece = body.readNBytes(PIECE); piece.length > 0; piece = body.readNBytes(PIECE)) {
                encoding.accept(piece, 0, piece.length);
                digest.update(piece);
                put(id, pieces++, piece);
                bytes += piece.length;
            }
            if (bytes == 0) {
                throw new ProblemException(List.of(new FieldError("", "The file is empty. Send it as the body of the request.")));
            }
            byte[] content = digest.digest();
            Upload upload = new Upload(id, Text.cut(name, LONGEST_NAME), format, bytes, pieces, Upload.State.READING, 0,
                format == FileFormat.CSV ? encoding.encoding().name() : null, null, null, null, false, 0, 0, null, clock.instant(),
                Text.cut(who, LONGEST_NAME), null);
            Optional<String> earlier = store(upload, content, requestKey);
            if (earlier.isPresent()) {
                removeFile(id);
                return earlier.get();
            }
            log.info("upload stored id={} format={} bytes={} by={}", id, format, bytes, who);
            wake.run();
            return id;
        } catch (IOException | RuntimeException e) {
            removeFile(id);
            throw e;
        }
    }

    private void put(String id, int number, byte[] piece) {
        tx.sql(connection -> {
            UploadTable.putChunk(connection, id, number, piece);
            return null;
        });
    }

    /** @return id of the upload that the same request made before; empty if this one is stored */
    private Optional<String> store(Upload upload, byte[] content, byte[] requestKey) {
        try {
            tx.once(SqlWork.on(connection -> {
                if (requestKey != null) {
                    UploadTable.forgetKey(connection, requestKey, clock.instant().minus(KEYS_KEPT));
                }
                insert(connection, upload, content, requestKey);
                jobs.add(connection, UploadReading.KIND, upload.id(), String.valueOf(upload.reading()), upload.bytes(), upload.createdBy());
                return null;
            }));
            return Optional.empty();
        } catch (TakenException e) {
            UploadTable.Earlier earlier = tx.sql(connection -> UploadTable.earlier(connection, requestKey)).orElseThrow(() -> e);
            if (!MessageDigest.isEqual(earlier.digest(), content)) {
                throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used for another file. Use a new key for each upload, the same one only to repeat a "
                        + "request.");
            }
            return Optional.of(earlier.id());
        }
    }

    private static void insert(Connection connection, Upload upload, byte[] digest, byte[] requestKey) throws SQLException {
        try {
            UploadTable.insert(connection, upload, digest, requestKey);
        } catch (SQLException e) {
            if (DUPLICATE.contains(e.getErrorCode())) {
                throw new TakenException(e);
            }
            throw e;
        }
    }

    private void removeFile(String id) {
        try {
            while (tx.sql(connection -> UploadTable.removeChunks(connection, id, 1000))) {
                // all of it
            }
        } catch (RuntimeException e) {
            log.warn("upload pieces not removed yet id={} cause={}", id, e.getClass().getSimpleName());
        }
    }

    /** As it is now; while it is read, its rows so far. */
    public Optional<Upload> find(String id) {
        return tx.sql(connection -> {
            Optional<Upload> found = UploadTable.find(connection, id);
            if (found.isEmpty() || found.get().state() != Upload.State.READING) {
                return found;
            }
            RowTable.Reached reached = RowTable.reached(connection, id, found.get().reading());
            return found.map(upload -> upload.with(reached.rows(), reached.good()));
        });
    }

    /** Rows after a line, in order. @param bad faulty ones only */
    public List<CheckedRow> rows(Upload upload, int afterLine, boolean bad, int limit) {
        List<CheckedRow> found = new ArrayList<>();
        int line = afterLine;
        while (found.size() < limit) {
            int from = line;
            List<CheckedRow> chunk = tx.sql(connection -> RowTable.after(connection, upload, from, bad)).orElse(List.of());
            if (chunk.isEmpty()) {
                break;
            }
            chunk.stream().filter(row -> row.line() > from && (!bad || row.fault() != null)).forEach(found::add);
            line = chunk.get(chunk.size() - 1).line();
        }
        return found.subList(0, Math.min(limit, found.size()));
    }

    /** Share of the file that was read, in percent; for an XLSX workbook it is not known. */
    public int percent(Upload upload) {
        return jobs.newest(UploadReading.KIND, upload.id()).map(job -> (int) (100 * job.done() / Math.max(1, upload.bytes()))).orElse(0);
    }

    /**
     * Reads the file again in another way.
     * @param choice what a person chose
     * @throws ProblemException NOT_FOUND; TOO_LATE after a batch was made of it; INVALID
     */
    public void readAgain(String id, Choice choice, String who) {
        tx.once(SqlWork.on(connection -> {
            Upload upload = UploadTable.lock(connection, id).orElseThrow(Uploads::missing);
            if (upload.usedAt() != null) {
                throw new ProblemException(ProblemType.TOO_LATE, "A batch was made of this upload. Upload the file again.");
            }
            choice.check(upload);
            UploadTable.again(connection, upload, choice.encodingFor(upload), choice.separatorFor(upload), choice.numberColumnFor(upload));
            jobs.add(connection, UploadReading.KIND, id, String.valueOf(upload.reading() + 1), upload.bytes(), who);
            return null;
        }));
        wake.run();
    }

    /**
     * A batch is made of it: from now on it is neither read again nor deleted. In the caller's transaction.
     * @throws ProblemException TOO_LATE, it has been read again since
     */
    public void use(Connection connection, Upload seen) throws SQLException {
        boolean same = UploadTable.lock(connection, seen.id()).filter(now -> now.isReady() && now.reading() == seen.reading()).isPresent();
        if (!same) {
            throw new ProblemException(ProblemType.TOO_LATE, "The upload has been changed meanwhile. Nothing was sent; look at it again.");
        }
        UploadTable.used(connection, seen.id(), clock.instant());
    }

    /** The numbers of its good rows, in order. @param skip how many are not wanted */
    public GoodNumbers goodNumbers(Upload upload, int skip) {
        return new GoodNumbers(tx, upload, skip);
    }

    static ProblemException missing() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such upload. Check its id; unused uploads are deleted after "
            + "14 days.");
    }
}
