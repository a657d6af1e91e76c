package dev.smsdesk.upload;

import dev.smsdesk.store.Tx;
import dev.smsdesk.upload.file.FileFault;
import dev.smsdesk.upload.file.FileRow;
import dev.smsdesk.upload.file.RowReader;
import dev.smsdesk.upload.file.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A file that is being read: its rows are checked and stored, a chunk in a transaction. */
final class FileReading implements AutoCloseable {
    /** Of the values of one chunk. */
    private static final int CHUNK_CHARACTERS = 256 << 10;
    private static final int CHUNKS_AT_ONCE = 50;
    private final Tx tx;
    private final Upload upload;
    private final RowReader rows;
    private final StoredFile file;
    private final Path copy;
    private final RowTable.Reached stored;
    private final SeenNumbers seen = new SeenNumbers();
    private final RowCheck check;
    private boolean header;
    private int records;
    private int count;
    private int chunks;

    /** @param copy of a workbook, deleted in the end; else null @param stored what earlier steps have stored */
    FileReading(Tx tx, Upload upload, String country, RowReader rows, StoredFile file, Path copy, RowTable.Reached stored) {
        this.tx = tx;
        this.upload = upload;
        this.rows = rows;
        this.file = file;
        this.copy = copy;
        this.stored = stored;
        this.header = upload.header();
        this.count = stored.rows();
        this.chunks = stored.chunks();
        this.check = new RowCheck(upload, country, seen);
    }

    Upload upload() {
        return upload;
    }

    long bytesRead() {
        return copy == null ? file.bytesRead() : 0;
    }

    /** Whether it stands where the stored chunks end. */
    boolean goesOn(int reading, int storedChunks) {
        return upload.reading() == reading && chunks == storedChunks;
    }

    /** @return whether the end of the file was reached, in about this time */
    boolean read(Duration time) throws UnreadableFileException {
        if (records == 0) {
            skip();
        }
        long end = System.nanoTime() + time.toNanos();
        int characters = 0;
        List<CheckedRow> checked = new ArrayList<>();
        for (FileRow row = next(); row != null; row = next()) {
            if (++count > upload.format().mostRows()) {
                throw new UnreadableFileException(upload.format() == FileFormat.XLSX ? FileFault.XLSX_WITH_TOO_MANY_ROWS
                    : FileFault.FILE_WITH_TOO_MANY_ROWS, upload.format().mostRows());
            }
            CheckedRow one = check.check(row);
            checked.add(one);
            characters += one.characters();
            if (checked.size() == RowTable.CHUNK || characters > CHUNK_CHARACTERS) {
                write(checked);
                characters = 0;
                if (System.nanoTime() - end > 0) {
                    return false;
                }
            }
        }
        if (!checked.isEmpty()) {
            write(checked);
        }
        return true;
    }

    /** What is stored already. */
    private void skip() throws UnreadableFileException {
        List<RowTable.Chunk> some = numbers(0);
        while (!some.isEmpty()) {
            for (RowTable.Chunk chunk : some) {
                chunk.numbers().lines().forEach(line -> {
                    int blank = line.indexOf(' ');
                    seen.firstLine(line.substring(blank + 1), Integer.parseInt(line.substring(0, blank)));
                });
            }
            some = numbers(some.get(some.size() - 1).number() + 1);
        }
        while (records < stored.records()) {
            FileRow row = rows.next();
            records++;
            header = header && row.isBlank();
        }
    }

    private List<RowTable.Chunk> numbers(int from) {
        return tx.sql(connection -> RowTable.numbers(connection, upload, from, CHUNKS_AT_ONCE));
    }

    /** The next row with values. */
    private FileRow next() throws UnreadableFileException {
        for (FileRow row = rows.next(); row != null; row = rows.next()) {
            records++;
            if (!row.isBlank()) {
                if (!header) {
                    return row;
                }
                header = false;
            }
        }
        return null;
    }

    private void write(List<CheckedRow> checked) {
        tx.sql(connection -> {
            RowTable.write(connection, upload, chunks, records, checked);
            return null;
        });
        chunks++;
        checked.clear();
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } finally {
            if (copy != null) {
                Files.deleteIfExists(copy);
            }
        }
    }
}
