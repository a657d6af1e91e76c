package dev.smsdesk.upload;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.smsdesk.wording.Sentences;
import java.util.List;

/**
 * Answer to GET /api/uploads/{id}. Absent values are null.
 * @param rows   so far, while the file is read
 * @param errors rows that cannot be sent to, in the order of the file; if the file FAILED, why
 * @param next   path of the next thousand errors, or null at the end
 */
@JsonPropertyOrder({"state", "rows", "good", "columns", "number_column", "encoding", "separator", "errors", "next"})
record UploadAnswer(Upload.State state, int rows, int good, List<String> columns, @JsonProperty("number_column") String numberColumn,
        String encoding, String separator, List<UploadLine> errors, String next) {

    /**
     * @param line   line of the file where the record begins; the header is line 1
     * @param column name of the column, or null if it is about the whole row
     */
    @JsonPropertyOrder({"line", "column", "detail"})
    record UploadLine(int line, String column, String detail) {
        static UploadLine of(Upload upload, CheckedRow row) {
            return new UploadLine(row.line(), row.column() < 0 ? null : upload.columns().get(row.column()), sentence(row.fault()));
        }
    }

    static UploadAnswer of(Upload upload, List<CheckedRow> errors, String next) {
        List<UploadLine> lines = upload.fault() != null ? List.of(new UploadLine(1, null, sentence(upload.fault())))
            : errors.stream().map(row -> UploadLine.of(upload, row)).toList();
        return new UploadAnswer(upload.state(), upload.rows(), upload.good(), upload.columns(), upload.numberColumn(), upload.encoding(),
            upload.separator(), lines, next);
    }

    private static String sentence(String stored) {
        return Sentences.ENGLISH.ofStored(stored);
    }
}
