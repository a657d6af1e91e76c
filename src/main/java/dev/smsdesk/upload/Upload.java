package dev.smsdesk.upload;

import java.time.Instant;
import java.util.List;

/**
 * A file with recipients, and how it is read.
 * @param chunks       pieces of the file in the database
 * @param reading      how often a person chose how to read it; rows of other readings do not count
 * @param encoding     name of a charset; null for XLSX
 * @param separator    null for XLSX, and before it was found
 * @param numberColumn name of the column with the numbers; null before it was found
 * @param columns      null before they were read
 * @param header       whether the first row has the names of the columns
 * @param rows         rows with values, without the header; so far, while it is read
 * @param fault        stored code: why the whole file cannot be read; null unless it is FAILED
 * @param usedAt       when the first batch was made of it, or null
 */
public record Upload(String id, String name, FileFormat format, long bytes, int chunks, State state, int reading, String encoding,
        String separator, String numberColumn, List<String> columns, boolean header, int rows, int good, String fault, Instant createdAt,
        String createdBy, Instant usedAt) {

    /** A file that FAILED may be read again in another way. */
    public enum State {
        READING, READY, FAILED
    }

    public int bad() {
        return rows - good;
    }

    public boolean isReady() {
        return state == State.READY;
    }

    Upload with(int rowsSoFar, int goodSoFar) {
        return new Upload(id, name, format, bytes, chunks, state, reading, encoding, separator, numberColumn, columns, header, rowsSoFar,
            goodSoFar, fault, createdAt, createdBy, usedAt);
    }

    /** @param layout null if it is not known */
    Upload with(String foundSeparator, Layout layout) {
        return new Upload(id, name, format, bytes, chunks, state, reading, encoding, foundSeparator, layout == null ? null
            : layout.number(),
            layout == null ? null : layout.names(), layout != null && layout.header(), rows, good, fault, createdAt, createdBy, usedAt);
    }

    /** What a row has as its number, as written. */
    public String number(CheckedRow row) {
        return row.values().get(numberIndex());
    }

    int numberIndex() {
        return columns.indexOf(numberColumn);
    }
}
