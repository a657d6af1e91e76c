package dev.smsdesk.sandbox;

/**
 * What a call is answered because of one number in it.
 * @param status     0 for no answer at all, for as long as the caller waits
 * @param retryAfter value of that header, or null
 * @param body       null for none
 * @param firstOnly  whether the same batch is taken when it is sent again
 */
record ApiAnswer(int status, String retryAfter, String body, boolean firstOnly) {

    static ApiAnswer refusal(int status, String code, String text) {
        return new ApiAnswer(status, null, "{\"code\":\"" + code + "\",\"text\":\"" + text + "\"}", false);
    }

    static ApiAnswer bare(int status) {
        return new ApiAnswer(status, null, null, false);
    }

    static ApiAnswer onceThenTaken(int status, String retryAfter) {
        return new ApiAnswer(status, retryAfter, null, true);
    }

    ApiAnswer once() {
        return new ApiAnswer(status, retryAfter, body, true);
    }

    static ApiAnswer none() {
        return bare(0);
    }
}
