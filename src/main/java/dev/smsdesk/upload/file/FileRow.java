package dev.smsdesk.upload.file;

import java.util.List;

/**
 * One row as the file has it.
 * @param line line of the file where the record begins, from 1; for XLSX the number of the row
 */
public record FileRow(int line, List<String> cells) {
    public FileRow {
        cells = List.copyOf(cells);
    }

    public boolean isBlank() {
        return cells.stream().allMatch(String::isBlank);
    }
}
