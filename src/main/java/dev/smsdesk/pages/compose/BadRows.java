package dev.smsdesk.pages.compose;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.smsdesk.upload.CheckedRow;
import dev.smsdesk.upload.Upload;
import dev.smsdesk.upload.Uploads;
import dev.smsdesk.wording.Sentences;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rows with errors as a CSV file: what they had, their line and what is wrong. A spreadsheet takes no value for a formula. */
final class BadRows {
    private static final int AT_ONCE = 1000;
    /** With these a spreadsheet begins a formula. The quotation mark before them is ignored when numbers are read. */
    private static final String FORMULAS = "=+-@\t\r";

    private BadRows() {}

    static void write(Uploads uploads, Upload upload, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"rows-with-errors.csv\"");
        response.getWriter().write('\uFEFF');
        CsvWriter csv = CsvWriter.builder().fieldSeparator(upload.separator() == null ? ',' : upload.separator().charAt(0))
            .build(response.getWriter());
        List<String> header = new ArrayList<>(upload.columns());
        header.add("Line");
        header.add("Error");
        csv.writeRecord(header.stream().map(BadRows::safe).toList());
        for (int line = 0; ; ) {
            List<CheckedRow> rows = uploads.rows(upload, line, true, AT_ONCE);
            if (rows.isEmpty()) {
                break;
            }
            for (CheckedRow row : rows) {
                List<String> values = new ArrayList<>(row.values().stream().map(BadRows::safe).toList());
                values.add(String.valueOf(row.line()));
                values.add(Sentences.ENGLISH.ofStored(row.fault()));
                csv.writeRecord(values);
                line = row.line();
            }
        }
        csv.flush();
    }

    private static String safe(String value) {
        return !value.isEmpty() && FORMULAS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }
}
