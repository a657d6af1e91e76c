package dev.smsdesk.upload.file;

import dev.smsdesk.wording.StoredCode;

/** Why a whole file cannot be read. */
public enum FileFault implements StoredCode {
    FILE_WITHOUT_ROWS, FILE_WITH_TOO_MANY_ROWS, FILE_WITH_TOO_MANY_COLUMNS, FILE_QUOTE_OPEN, FILE_RECORD_TOO_LONG, FILE_NOT_CSV,
    XLSX_WITH_TOO_MANY_ROWS, XLSX_WITH_TOO_MUCH_TEXT, XLSX_TOO_LARGE, XLSX_UNREADABLE, XLSX_WITHOUT_SHEET
}
