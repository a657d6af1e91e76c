package dev.smsdesk.sinch.call;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The outcome of one call. Texts are one line of at most 500 characters. */
public sealed interface SendOutcome {

    /**
     * Sinch has it.
     * @param providerId the batch id
     * @param at         {@code created_at}, or null when Sinch did not say
     */
    record Accepted(String providerId, Instant at) implements SendOutcome {}

    /**
     * Sinch refuses this message for good: 400 with a readable code; 403 about group, campaign or kind of sender.
     * @param code Sinch's word for it
     * @param text Sinch's sentence, or empty
     */
    record Refused(int status, String code, String text) implements SendOutcome {}

    /**
     * Any other 4xx but 401, 408 and 429: about the account, its address or something on the way; other messages may get the same.
     * @param code   Sinch's word for it, or empty
     * @param text   Sinch's sentence, or empty
     * @param advice what to do, one sentence for people; empty where status and code of the SMS API say enough
     */
    record AccountRefused(int status, String code, String text, String advice) implements SendOutcome {
        /** Out of credit, or blocked: the same message goes once that is settled, even if others were accepted meanwhile. */
        private static final Set<String> NEVER_THE_MESSAGE = Set.of("BILLING_CREDIT_LIMIT_BREACHED", "blocked_account");

        public AccountRefused(int status, String code, String text) {
            this(status, code, text, "");
        }

        public boolean mayBeAboutTheMessage() {
            return !NEVER_THE_MESSAGE.contains(code);
        }
    }

    /**
     * The proxy opened no tunnel to Sinch: nothing was sent.
     * @param proxy host and port
     * @param said  its answer to CONNECT
     */
    record ProxyRefused(String proxy, String said) implements SendOutcome {}

    /**
     * 401: the account's credentials are not accepted; the message itself may be fine.
     * @param text   Sinch's sentence, or empty
     * @param advice what to do, one sentence for people; empty where it concerns id and token of a service plan
     */
    record Unauthorised(String text, String advice) implements SendOutcome {
        public Unauthorised(String text) {
            this(text, "");
        }
    }

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
