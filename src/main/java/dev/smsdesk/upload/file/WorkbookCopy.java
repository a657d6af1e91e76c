package dev.smsdesk.upload.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A workbook on this machine's disk while it is read, which needs every place of the file at once. Only this process may read it. */
public final class WorkbookCopy {
    private static final String NAME = "smsdesk-upload-";
    private static final String ENDING = ".xlsx";
    /** No step of a reading takes longer. */
    private static final Duration IN_USE = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(WorkbookCopy.class);

    private WorkbookCopy() {}

    /** Empty. The caller deletes it. */
    public static Path create() throws IOException {
        return Files.createTempFile(NAME, ENDING);
    }

    /** Deletes what processes left that were killed: it has phone numbers. @param folder for temporary files */
    public static void removeLeftBehind(Path folder, Instant now) {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, NAME + "*" + ENDING)) {
            for (Path copy : copies) {
                if (Files.getLastModifiedTime(copy).toInstant().isBefore(now.minus(IN_USE))) {
                    Files.deleteIfExists(copy);
                }
            }
        } catch (IOException e) {
            log.warn("copies of workbooks not deleted cause={}", e.getClass().getSimpleName());
        }
    }
}
