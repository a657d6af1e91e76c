package dev.smsdesk.sinch.call;

import java.time.Duration;

/**
 * The outcome of a call that checks or sets up an account. Texts of Sinch are one line of at most 500 characters, and may be empty.
 */
public sealed interface SetupAnswer<T> {

    record Works<T>(T value) implements SetupAnswer<T> {}

    /** 401: Sinch does not accept the credentials. */
    record WrongKey<T>(String said) implements SetupAnswer<T> {}

    /** 402 or 403: the credentials are accepted, but may not do this. */
    record NoAccess<T>(int status, String said) implements SetupAnswer<T> {}

    /** 404: no such project, app, plan or webhook in this region. */
    record NotThere<T>(String said) implements SetupAnswer<T> {}

    /** Any other 4xx: Sinch refuses the request. @param code Sinch's word for it, or empty */
    record Invalid<T>(int status, String code, String said) implements SetupAnswer<T> {}

    /** 429 or 5xx. @param retryAfter null where Sinch named none */
    record TryLater<T>(int status, Duration retryAfter) implements SetupAnswer<T> {}

    /** The proxy opened no connection. @param proxy host and port; @param said its answer */
    record ProxyBlocks<T>(String proxy, String said) implements SetupAnswer<T> {}

    /** Sinch was not reached, and nothing was sent. */
    record Unreachable<T>(String why) implements SetupAnswer<T> {}

    /** No answer, or one that cannot be read, a page of HTML for example: a change may have been made, so list before another try. */
    record Unclear<T>(String why) implements SetupAnswer<T> {}
}
