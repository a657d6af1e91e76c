package dev.smsdesk.sandbox;

/** What Sinch says instead of taking a batch; {@code code} and {@code text} make the body, and without a code there is none. */
final class CallRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    CallRefused(int status, String code, String text) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** 400: not JSON, or not of the right shape. */
    static CallRefused json(String text) {
        return new CallRefused(400, "syntax_invalid_json", text);
    }

    /** 400: a value that is not written as it should be. */
    static CallRefused format(String text) {
        return new CallRefused(400, "syntax_invalid_parameter_format", text);
    }

    /** 400: a member that is missing, or beyond its limit. */
    static CallRefused constraint(String text) {
        return new CallRefused(400, "syntax_constraint_violation", text);
    }

    /** 404, without a body. */
    static CallRefused notFound() {
        return new CallRefused(404, null, "Not found.");
    }

    int status() {
        return status;
    }

    /** @return null when the answer has no body */
    String code() {
        return code;
    }
}
