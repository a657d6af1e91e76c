package dev.smsdesk.receive.answer;

import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.sinch.signature.Verdict;
import dev.smsdesk.wording.SentenceKey;

/** Why a callback was refused: the answer, and one sentence for the operator. */
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

    /** @return null for a genuine callback */
    public static RefusalReason of(Verdict verdict) {
        return verdict == Verdict.GENUINE ? null : valueOf(verdict.name());
    }

    /** @param unsettled whether a mismatch may be this server's own fault, as during a rotation window */
    public ProblemType answer(boolean unsettled) {
        return unsettled && mayFitAnotherSecret() ? ProblemType.SECRETS_CHANGING : answer;
    }

    /**
     * Whether a genuine callback looks like this while its secret or password is missing here. All other reasons stay final in a rotation
     * window: no other secret adds headers (NOT_SIGNED, HEADER_MISSING, BASIC_MISSING), removes a repeated one (HEADER_REPEATED), changes
     * algorithm or form (WRONG_ALGORITHM, MALFORMED_…), shrinks a body (TOO_LARGE) or makes a callback younger (STALE).
     * @see "docs/decisions/013-which-secrets-are-believed.md"
     */
    boolean mayFitAnotherSecret() {
        return this == MISMATCH || this == BASIC_REFUSED;
    }

    public boolean isAboutSecrets() {
        return this == NO_SECRET || this == MISMATCH;
    }

    /** A correctly signed callback was refused. Alert the operator. */
    public boolean isAlarming() {
        return this == STALE || this == AHEAD || this == NO_SECRET;
    }
}
