package dev.smsdesk.sandbox;

import java.time.Duration;

/**
 * What a call is answered because of one number in it.
 * @param status     0 for no answer at all, for as long as the caller waits
 * @param retryAfter value of that header, or null
 * @param body       null for none
 * @param firstOnly  whether the same batch is taken when it is sent again
 */
record CallFault(int status, String retryAfter, String body, boolean firstOnly) {

    static CallFault refusal(int status, String code, String text) {
        return new CallFault(status, null, "{\"code\":\"" + code + "\",\"text\":\"" + text + "\"}", false);
    }

    /** @param wait rounded up to whole seconds */
    static CallFault tooMany(Duration wait) {
        String body = refusal(429, "too_many_requests", "There are too many outstanding requests for user or path").body();
        return new CallFault(429, Long.toString(wait.plusMillis(999).toSeconds()), body, false);
    }

    static CallFault bare(int status) {
        return new CallFault(status, null, null, false);
    }

    static CallFault onceThenTaken(int status, String retryAfter) {
        return new CallFault(status, retryAfter, null, true);
    }

    CallFault once() {
        return new CallFault(status, retryAfter, body, true);
    }

    static CallFault none() {
        return bare(0);
    }
}
