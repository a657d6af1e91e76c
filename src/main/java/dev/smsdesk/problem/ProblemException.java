package dev.smsdesk.problem;

import java.time.Duration;
import java.util.List;

/** Ends a request with a {@link Problem}. The detail is for the caller: no values, no traces. */
public final class ProblemException extends RuntimeException {
    private final ProblemType type;
    private final List<FieldError> errors;
    private final Duration retryAfter;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null);
    }

    public ProblemException(ProblemType type, ProblemDetail detail) {
        this(type, detail.toString());
    }

    /** @param retryAfter wait before the next attempt */
    public ProblemException(ProblemType type, String detail, Duration retryAfter) {
        this(type, detail, List.of(), retryAfter);
    }

    /** The request is well-formed, but these members are not valid. */
    public ProblemException(List<FieldError> errors) {
        this(ProblemType.INVALID, errors.get(0).detail(), errors, null);
    }

    private ProblemException(ProblemType type, String detail, List<FieldError> errors, Duration retryAfter) {
        super(detail);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** @return null if a retry does not help */
    public Duration retryAfter() {
        return retryAfter;
    }
}
