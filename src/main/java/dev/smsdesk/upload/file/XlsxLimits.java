package dev.smsdesk.upload.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Unzips a workbook once and counts, before the library reads it: it keeps all shared strings, a whole row and a whole value in memory, and
 * a row as wide as its last column.
 */
final class XlsxLimits {
    static final int MOST_TEXT_BYTES = 64 << 20;
    private static final long MOST_SHEET_BYTES = 1L << 30;
    private static final int MOST_STRINGS = 1_000_000;
    private static final int MOST_ROW_BYTES = 4 << 20;
    /** Excel's last column is XFD. */
    private static final int LONGEST_COLUMN_NAME = 3;
    private static final byte[] SHEET = "<sheetData".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private XlsxLimits() {}

    static void check(Path workbook) throws UnreadableFileException, IOException {
        try (ZipFile zip = ZipFile.builder().setPath(workbook).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                String name = entry.getName();
                if (name.endsWith(".xml") || name.endsWith(".rels")) {
                    try (InputStream part = zip.getInputStream(entry)) {
                        new Part().check(part);
                    }
                }
            }
        }
    }

    /** One file of the workbook. A part is a sheet from the tag sheetData on; all others have the limit of the shared strings. */
    private static final class Part {
        private long bytes;
        private int sinceTag;
        private int sinceRow;
        private int strings;
        private boolean sheet;
        private int matched;
        private int columnName = -1;
        private int before2;
        private int before1;

        void check(InputStream part) throws IOException, UnreadableFileException {
            byte[] buffer = new byte[1 << 16];
            for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                bytes += read;
                if (bytes > (sheet ? MOST_SHEET_BYTES : MOST_TEXT_BYTES)) {
                    throw new UnreadableFileException(sheet ? FileFault.XLSX_TOO_LARGE : FileFault.XLSX_WITH_TOO_MUCH_TEXT, 64);
                }
                for (int i = 0; i < read; i++) {
                    next(buffer[i]);
                }
                if (sinceTag > MOST_ROW_BYTES || sheet && sinceRow > MOST_ROW_BYTES || strings > MOST_STRINGS) {
                    throw new UnreadableFileException(FileFault.XLSX_TOO_LARGE);
                }
            }
        }

        private void next(byte b) throws UnreadableFileException {
            sinceTag = b == '<' ? 0 : sinceTag + 1;
            sinceRow = before2 == '<' && before1 == 'r' && b == 'o' ? 0 : sinceRow + 1;
            if (before2 == '<' && before1 == 's' && b == 'i') {
                strings++;
            }
            if (!sheet) {
                matched = b == SHEET[matched] ? matched + 1 : b == SHEET[0] ? 1 : 0;
                if (matched == SHEET.length) {
                    sheet = true;
                    sinceRow = 0;
                }
            }
            columnName(b);
            before2 = before1;
            before1 = b;
        }

        /** The letters of {@code r="ABC12"}. */
        private void columnName(byte b) throws UnreadableFileException {
            if (before2 == 'r' && before1 == '=' && (b == '"' || b == '\'')) {
                columnName = 0;
            } else if (columnName >= 0) {
                boolean letter = b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '$';
                columnName = letter ? columnName + 1 : -1;
                if (sheet && columnName > LONGEST_COLUMN_NAME + 1) {
                    throw new UnreadableFileException(FileFault.XLSX_UNREADABLE);
                }
            }
        }
    }
}
