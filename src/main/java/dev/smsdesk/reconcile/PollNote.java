package dev.smsdesk.reconcile;

import dev.smsdesk.wording.StoredCode;

/** What came of asking Sinch for a submission. */
enum PollNote implements StoredCode {
    POLL_ANSWERED, POLL_UNKNOWN_BATCH, POLL_UNKNOWN_MESSAGE, POLL_NO_REPORT, POLL_TOO_OLD, POLL_LATER, POLL_FAILED, POLL_NOT_STORED
}
