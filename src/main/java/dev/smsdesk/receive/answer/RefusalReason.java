package dev.smsdesk.receive.answer;

import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.sinch.signature.Verdict;

/** Why a callback was turned away: the answer it got, and one sentence for the person who looks after it. */
public enum RefusalReason {
    NO_SECRET(ProblemType.CALLBACKS_OFF, "No secret is configured for this path. Sinch tries again, so nothing is lost yet: set the secret."),
    TOO_LARGE(ProblemType.TOO_LARGE, "The body is larger than 1 MiB. Sinch does not try again."),
    BODY_LATE(ProblemType.BODY_TIMEOUT, "The body was not complete within 10 s. Sinch tries again. If it happens often, look at the proxy in between: Sinch sends a body at once."),
    BODY_BROKEN(ProblemType.BODY_BROKEN, "The body ended, or the connection broke, before it was complete. Sinch tries again."),
    BODY_CROWD(ProblemType.NOT_KEPT, "Too many bodies were being awaited at once. Sinch tries again; if these are not Sinch's, somebody floods this server with slow requests."),
    NOT_SIGNED(ProblemType.SIGNATURE_REFUSED, "No signature header at all: signing is not switched on for this callback. See Connection."),
    HEADER_MISSING(ProblemType.SIGNATURE_REFUSED, "Some of the four signature headers are missing."),
    HEADER_REPEATED(ProblemType.SIGNATURE_REFUSED, "A signature header came more than once, so it is not clear which one counts."),
    WRONG_ALGORITHM(ProblemType.SIGNATURE_REFUSED, "The algorithm is not HmacSHA256, the only one Sinch documents."),
    MALFORMED_SIGNATURE(ProblemType.SIGNATURE_REFUSED, "The signature is not 32 bytes in Base64 with padding."),
    MALFORMED_NONCE(ProblemType.SIGNATURE_REFUSED, "The nonce has characters or a length that Sinch's nonces do not have."),
    MALFORMED_TIMESTAMP(ProblemType.SIGNATURE_REFUSED, "The timestamp is not epoch seconds in 10 or 11 digits."),
    MISMATCH(ProblemType.SIGNATURE_REFUSED, "The signature fits none of our secrets: another secret, or the body was changed on the way."),
    BASIC_MISSING(ProblemType.PASSWORD_REFUSED, "Neither signed nor with user and password (HTTP Basic)."),
    BASIC_REFUSED(ProblemType.PASSWORD_REFUSED, "Not signed, and user or password (HTTP Basic) are not those of the settings."),
    STALE(ProblemType.SIGNATURE_REFUSED, "Truly signed, but too long ago. Sinch does not try again: this one is lost unless it is asked for."),
    AHEAD(ProblemType.CLOCK_BEHIND, "Truly signed, at a time that is still to come: this server's clock is slow, or this callback is dated wrongly. Sinch tries again: check the clock.");

    private final ProblemType answer;
    private final String sentence;

    RefusalReason(ProblemType answer, String sentence) {
        this.answer = answer;
        this.sentence = sentence;
    }

    /** @return null for what is genuine */
    public static RefusalReason of(Verdict verdict) {
        return verdict == Verdict.GENUINE ? null : valueOf(verdict.name());
    }

    /** @param unsettled whether a signature that fits nothing may be our own doing, as during a rotation window */
    public ProblemType answer(boolean unsettled) {
        return unsettled && mayFitAnotherSecret() ? ProblemType.SECRETS_CHANGING : answer;
    }

    /**
     * Whether a genuine callback under a secret or password that we do not have yet, or no longer, looks like this. Others stay refused for good in a
     * rotation window: no secret gives headers to what has none (NOT_SIGNED, HEADER_MISSING, BASIC_MISSING), takes a second one away (HEADER_REPEATED), makes another
     * algorithm or form of what Sinch writes (WRONG_ALGORITHM, MALFORMED_…), makes a body smaller (TOO_LARGE) or a callback younger (STALE).
     * @see "docs/decisions/013-which-secrets-are-believed.md"
     */
    boolean mayFitAnotherSecret() {
        return this == MISMATCH || this == BASIC_REFUSED;
    }

    public String sentence() {
        return sentence;
    }

    /** A truly signed callback was turned away: somebody has to look. */
    public boolean isAlarming() {
        return this == STALE || this == AHEAD || this == NO_SECRET;
    }
}
