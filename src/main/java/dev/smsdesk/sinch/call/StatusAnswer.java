package dev.smsdesk.sinch.call;

import java.time.Duration;

/** The answer to one poll. Texts are one line of at most 500 characters. */
public sealed interface StatusAnswer<T> {

    record Found<T>(T what) implements StatusAnswer<T> {}

    /** 404: Sinch knows no such batch, or no such recipient in it. */
    record NotKnown<T>() implements StatusAnswer<T> {}

    /** Sinch keeps nothing that could be asked for, now or later. @param why one sentence for people */
    record NothingKept<T>(String why) implements StatusAnswer<T> {}

    /** 401: the account's credentials are not believed. */
    record Unauthorised<T>(String text) implements StatusAnswer<T> {}

    /**
     * 429 or 5xx: to be asked again.
     * @param retryAfter at most a day; null when Sinch named none
     */
    record Later<T>(int status, Duration retryAfter) implements StatusAnswer<T> {}

    /** No answer, or one that cannot be read. */
    record Failed<T>(String why) implements StatusAnswer<T> {}
}
