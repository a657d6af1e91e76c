package dev.smsdesk.upload;

import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.upload.file.SeparatorDetector;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a person wants a file to be read; null stands for no wish.
 * @param encoding  UTF-8, UTF-16LE, UTF-16BE or windows-1252
 * @param separator comma, semicolon or tab
 */
public record Choice(String numberColumn, String encoding, String separator) {
    private static final Map<String, String> ENCODINGS = Map.of("utf-8", "UTF-8", "utf-16", "UTF-16LE", "utf-16le", "UTF-16LE",
        "utf-16be", "UTF-16BE", "windows-1252", "windows-1252");

    void check(Upload upload) {
        boolean csv = upload.format() == FileFormat.CSV;
        if (encoding != null && (!csv || !ENCODINGS.containsKey(encoding.toLowerCase(Locale.ROOT)))) {
            throw invalid("/encoding", csv ? "There is no such encoding here. Choose UTF-8, UTF-16LE, UTF-16BE or windows-1252."
                : "A workbook has no encoding to choose. Leave it out.");
        }
        if (separator != null && (!csv || separator.length() != 1 || !SeparatorDetector.SEPARATORS.contains(separator.charAt(0)))) {
            throw invalid("/separator", csv ? "Choose a comma, a semicolon or a tab." : "A workbook has no separator. Leave it out.");
        }
        boolean sameColumns = encoding == null && separator == null;
        if (numberColumn != null && sameColumns && upload.columns() != null && !upload.columns().contains(numberColumn)) {
            throw invalid("/number_column", "There is no such column. Choose one of columns.");
        }
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(List.of(new FieldError(pointer, detail)));
    }

    String encodingFor(Upload upload) {
        return encoding == null ? upload.encoding() : ENCODINGS.get(encoding.toLowerCase(Locale.ROOT));
    }

    /** Another encoding has other separators. */
    String separatorFor(Upload upload) {
        return separator != null ? separator : encoding != null ? null : upload.separator();
    }

    String numberColumnFor(Upload upload) {
        return numberColumn != null ? numberColumn : separator != null || encoding != null ? null : upload.numberColumn();
    }
}
