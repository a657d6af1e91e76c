package dev.smsdesk.receive.answer;

import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.sinch.signature.Verdict;
import dev.smsdesk.wording.SentenceKey;

/** Why a callback was turned away: the answer it got, and one sentence for the person who looks after it. */
public enum RefusalReason implements SentenceKey {
    NO_SECRET(ProblemType.CALLBACKS_OFF),
    TOO_LARGE(ProblemType.TOO_LARGE),
    BODY_LATE(ProblemType.BODY_TIMEOUT),
    BODY_BROKEN(ProblemType.BODY_BROKEN),
    BODY_CROWD(ProblemType.NOT_KEPT),
    NOT_SIGNED(ProblemType.SIGNATURE_REFUSED),
    HEADER_MISSING(ProblemType.SIGNATURE_REFUSED),
    HEADER_REPEATED(ProblemType.SIGNATURE_REFUSED),
    WRONG_ALGORITHM(ProblemType.SIGNATURE_REFUSED),
    MALFORMED_SIGNATURE(ProblemType.SIGNATURE_REFUSED),
    MALFORMED_NONCE(ProblemType.SIGNATURE_REFUSED),
    MALFORMED_TIMESTAMP(ProblemType.SIGNATURE_REFUSED),
    MISMATCH(ProblemType.SIGNATURE_REFUSED),
    BASIC_MISSING(ProblemType.PASSWORD_REFUSED),
    BASIC_REFUSED(ProblemType.PASSWORD_REFUSED),
    STALE(ProblemType.SIGNATURE_REFUSED),
    AHEAD(ProblemType.CLOCK_BEHIND);

    private final ProblemType answer;

    RefusalReason(ProblemType answer) {
        this.answer = answer;
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
     * Whether a genuine callback under a secret or password that we do not have yet, or no longer, looks like this. Others stay refused for
     * good in a
     * rotation window: no secret gives headers to what has none (NOT_SIGNED, HEADER_MISSING, BASIC_MISSING), takes a second one away
     * (HEADER_REPEATED), makes another
     * algorithm or form of what Sinch writes (WRONG_ALGORITHM, MALFORMED_…), makes a body smaller (TOO_LARGE) or a callback younger
     * (STALE).
     * @see "docs/decisions/013-which-secrets-are-believed.md"
     */
    boolean mayFitAnotherSecret() {
        return this == MISMATCH || this == BASIC_REFUSED;
    }

    public boolean isAboutSecrets() {
        return this == NO_SECRET || this == MISMATCH;
    }

    /** A truly signed callback was turned away: somebody has to look. */
    public boolean isAlarming() {
        return this == STALE || this == AHEAD || this == NO_SECRET;
    }
}
