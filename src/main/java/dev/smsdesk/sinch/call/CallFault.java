package dev.smsdesk.sinch.call;

import dev.smsdesk.wording.StoredCode;

/** Why a call has no answer that can be used. */
public enum CallFault implements StoredCode {
    /** With the status. */
    ANSWERED, ANSWERED_WITHOUT_ID, ANSWERED_AS_DUPLICATE,
    ANSWER_TOO_LONG,
    /** With the reason. */
    ANSWER_UNREADABLE,
    /** With the seconds. */
    NO_ANSWER_WITHIN,
    STOPPED_WAITING, STOPPING, CLOSED, NO_THREAD,
    /** With the proxy, and its answer. */
    NO_TUNNEL,
    FAILED_HERE,
    TOKEN_ANSWERED, TOKEN_FAILED, TOKEN_MISSING, NO_TOKEN,
    APP_UNKNOWN, APP_KEEPS_NOTHING, STATUS_NOT_KEPT, TOO_MANY_LISTED
}
