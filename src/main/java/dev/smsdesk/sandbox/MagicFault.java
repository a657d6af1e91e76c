package dev.smsdesk.sandbox;

import java.time.Duration;

/**
 * How a call is answered because of one number in it.
 * @param status     0 for no answer at all, as long as the caller waits
 * @param code       of the SMS API, or null
 * @param text       null for an answer without an error body
 * @param retryAfter value of that header, or null
 * @param rawBody    sent as it is in place of an error body, or null
 * @param firstOnly  whether the same call is accepted when it is repeated
 * @param accepted   whether the call is accepted all the same: only its answer is lost
 */
public record MagicFault(int status, String code, String text, String retryAfter, String rawBody, boolean firstOnly, boolean accepted) {

    static MagicFault refusal(int status, String code, String text) {
        return new MagicFault(status, code, text, null, null, false, false);
    }

    /** @param wait rounded up to whole seconds */
    public static MagicFault tooMany(Duration wait) {
        return new MagicFault(429, "too_many_requests", "There are too many outstanding requests for user or path",
            Long.toString(wait.plusMillis(999).toSeconds()), null, false, false);
    }

    static MagicFault bare(int status) {
        return new MagicFault(status, null, null, null, null, false, false);
    }

    static MagicFault odd(int status, String rawBody) {
        return new MagicFault(status, null, null, null, rawBody, false, false);
    }

    MagicFault once() {
        return new MagicFault(status, code, text, retryAfter, rawBody, true, accepted);
    }

    MagicFault retryAfter(String value) {
        return new MagicFault(status, code, text, value, rawBody, firstOnly, accepted);
    }

    MagicFault afterAccepting() {
        return new MagicFault(status, code, text, retryAfter, rawBody, firstOnly, true);
    }

    static MagicFault silence() {
        return bare(0);
    }
}
