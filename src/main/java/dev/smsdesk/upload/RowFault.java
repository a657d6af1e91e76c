package dev.smsdesk.upload;

import dev.smsdesk.wording.StoredCode;

/** Why one row cannot be sent to, and what to do about it. */
enum RowFault implements StoredCode {
    ROW_NUMBER_MISSING, ROW_NUMBER_WRONG, ROW_NUMBER_UNASSIGNED, ROW_DUPLICATE, ROW_OF_OTHER_LENGTH, ROW_VALUE_TOO_LONG,
    ROW_VALUE_WITH_CONTROL, ROW_VALUE_MISREAD, ROW_VALUE_OF_FORMULA
}
