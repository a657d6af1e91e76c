package dev.smsdesk.upload;

import dev.smsdesk.upload.file.XlsxRows;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats that an upload may have. */
public enum FileFormat {
    CSV("text/csv", 1_000_000),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", XlsxRows.MOST_ROWS);

    private final String mediaType;
    private final int mostRows;

    FileFormat(String mediaType, int mostRows) {
        this.mediaType = mediaType;
        this.mostRows = mostRows;
    }

    public String mediaType() {
        return mediaType;
    }

    int mostRows() {
        return mostRows;
    }

    /** @param contentType with or without parameters, or null */
    public static Optional<FileFormat> of(String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(format -> format.mediaType.equals(type)).findFirst();
    }
}
