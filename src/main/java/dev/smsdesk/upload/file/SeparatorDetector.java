package dev.smsdesk.upload.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the separator of a CSV file: the one with which most of the first rows have the same number of columns, more than one. */
public final class SeparatorDetector {
    public static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final int ROWS = 100;

    private SeparatorDetector() {}

    /** @param beginning first bytes of the file; @return a comma if there is one column only */
    public static char separator(byte[] beginning, Charset encoding) {
        char best = ',';
        long bestScore = 0;
        for (char separator : SEPARATORS) {
            long score = score(beginning, encoding, separator);
            if (score > bestScore) {
                best = separator;
                bestScore = score;
            }
        }
        return best;
    }

    /** Rows that agree count first, then the columns. */
    private static long score(byte[] beginning, Charset encoding, char separator) {
        Map<Integer, Integer> rowsByColumns = new HashMap<>();
        try (RowReader rows = new CsvRows(new ByteArrayInputStream(beginning), encoding, separator)) {
            for (int i = 0; i < ROWS; i++) {
                FileRow row = rows.next();
                if (row == null) {
                    break;
                }
                rowsByColumns.merge(row.cells().size(), 1, Integer::sum);
            }
        } catch (UnreadableFileException e) {
            // the beginning may end within quotation marks; the rows before count
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rowsByColumns.entrySet().stream().filter(each -> each.getKey() > 1)
            .mapToLong(each -> each.getValue() * 10_000L + each.getKey()).max().orElse(0);
    }
}
