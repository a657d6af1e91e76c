package dev.smsdesk.upload;

import java.util.List;

/**
 * One row after its check.
 * @param digits the number; null if the row has a fault
 * @param fault  stored code, or null
 * @param column index of the column with the fault; -1 if it is about the whole row
 */
public record CheckedRow(int line, String digits, String fault, int column, List<String> values) {
    static CheckedRow good(int line, String digits, List<String> values) {
        return new CheckedRow(line, digits, null, -1, values);
    }

    static CheckedRow bad(int line, String fault, int column, List<String> values) {
        return new CheckedRow(line, null, fault, column, values);
    }

    /** Why the row is left out, as a word of the API, such as {@code duplicate}; null for a good row. */
    public String reason() {
        return fault == null ? null : fault.replaceFirst(":.*", "").replaceFirst("^row-", "").replace('-', '_');
    }

    int characters() {
        return values.stream().mapToInt(String::length).sum();
    }
}
