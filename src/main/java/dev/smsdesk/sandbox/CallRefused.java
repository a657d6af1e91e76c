package dev.smsdesk.sandbox;

/** Why a call is not accepted. {@link ErrorForm} writes it as the API that was called would; without a code the SMS API sends no body. */
public final class CallRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    public CallRefused(int status, String code, String text) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** 400: not JSON, or not of the right shape. */
    public static CallRefused json(String text) {
        return new CallRefused(400, "syntax_invalid_json", text);
    }

    /** 400: a value has a wrong format. */
    public static CallRefused format(String text) {
        return new CallRefused(400, "syntax_invalid_parameter_format", text);
    }

    /** 400: a member that is missing, or beyond its limit. */
    public static CallRefused constraint(String text) {
        return new CallRefused(400, "syntax_constraint_violation", text);
    }

    /** 404, in the SMS API without a body. */
    public static CallRefused notFound() {
        return new CallRefused(404, null, "Not found.");
    }

    public int status() {
        return status;
    }

    /** Of the SMS API; null where its answer has no body. */
    public String code() {
        return code;
    }
}
