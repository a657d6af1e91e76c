package dev.smsdesk.sinch;

import java.time.Duration;
import java.time.Instant;

/** What is known after one call. Texts are one line of at most 500 characters. */
public sealed interface SendOutcome {

    /**
     * Sinch has it.
     * @param providerId the batch id
     * @param at         {@code created_at}, or null when Sinch did not say
     */
    record Accepted(String providerId, Instant at) implements SendOutcome {}

    /**
     * Sinch will not have it, now or later: 4xx other than those below.
     * @param code Sinch's word for it, or empty
     * @param text Sinch's sentence, or empty
     */
    record Refused(int status, String code, String text) implements SendOutcome {}

    /** 401: the account's credentials are not believed; the batch itself may be fine. */
    record Unauthorised(String text) implements SendOutcome {}

    /**
     * 429 or 503: not taken, to be sent again.
     * @param retryAfter at most a day; null when Sinch named none
     */
    record Later(int status, Duration retryAfter) implements SendOutcome {}

    /** The call ended before any of the body went out (no such host, no connection, no TLS): safe to send again. */
    record NotSent(String why) implements SendOutcome {}

    /** Sinch may or may not have it: sending again could send twice. */
    record Unsure(String why) implements SendOutcome {}
}
