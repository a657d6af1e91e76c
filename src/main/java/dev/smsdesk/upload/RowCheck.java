package dev.smsdesk.upload;

import dev.smsdesk.message.NumberText;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.upload.file.FileRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks the rows of one file, in order: of a number that comes twice the first row counts. */
final class RowCheck {
    /** As long as a text may be. */
    private static final int LONGEST_VALUE = 2000;
    private static final Set<String> FORMULA_ERRORS = Set.of("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!");
    private final Upload upload;
    private final String country;
    private final SeenNumbers seen;

    /** @param upload with its columns; @param country ISO 3166 code that national numbers belong to, or null */
    RowCheck(Upload upload, String country, SeenNumbers seen) {
        this.upload = upload;
        this.country = country;
        this.seen = seen;
    }

    CheckedRow check(FileRow row) {
        int columns = upload.columns().size();
        List<String> values = padded(row.cells(), columns);
        boolean shorter = row.cells().size() < columns && upload.format() == FileFormat.CSV;
        if (shorter || values.size() > columns) {
            return CheckedRow.bad(row.line(), RowFault.ROW_OF_OTHER_LENGTH.stored(row.cells().size(), columns), -1, values);
        }
        for (int i = 0; i < columns; i++) {
            String fault = valueFault(values.get(i));
            if (fault != null) {
                return CheckedRow.bad(row.line(), fault, i, values);
            }
        }
        return number(row.line(), values);
    }

    /** Spreadsheets add empty cells at the end, and leave them out. */
    private static List<String> padded(List<String> cells, int columns) {
        List<String> values = new ArrayList<>(cells);
        while (values.size() > columns && values.get(values.size() - 1).isBlank()) {
            values.remove(values.size() - 1);
        }
        while (values.size() < columns) {
            values.add("");
        }
        return values;
    }

    private CheckedRow number(int line, List<String> values) {
        int column = upload.numberIndex();
        String typed = values.get(column);
        if (NumberText.visible(typed).isBlank()) {
            return CheckedRow.bad(line, RowFault.ROW_NUMBER_MISSING.stored(), column, values);
        }
        String digits;
        try {
            digits = PhoneNumber.read(typed, country, false).digits();
        } catch (PhoneNumber.NotANumber e) {
            boolean unassigned = e.getMessage().equals(PhoneNumber.UNASSIGNED);
            String fault = unassigned ? RowFault.ROW_NUMBER_UNASSIGNED.stored() : RowFault.ROW_NUMBER_WRONG.stored(e.getMessage());
            return CheckedRow.bad(line, fault, column, values);
        }
        int first = seen.firstLine(digits, line);
        return first == 0 ? CheckedRow.good(line, digits, values) : CheckedRow.bad(line, RowFault.ROW_DUPLICATE.stored(first), column,
            values);
    }

    private static String valueFault(String value) {
        if (value.length() > LONGEST_VALUE) {
            return RowFault.ROW_VALUE_TOO_LONG.stored(value.length(), LONGEST_VALUE);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\uFFFD') {
                return RowFault.ROW_VALUE_MISREAD.stored();
            }
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                return RowFault.ROW_VALUE_WITH_CONTROL.stored();
            }
        }
        return FORMULA_ERRORS.contains(value) ? RowFault.ROW_VALUE_OF_FORMULA.stored(value) : null;
    }
}
