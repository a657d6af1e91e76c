package dev.smsdesk.problem;

import java.util.Locale;

/** Every problem the API can answer with. Its URN is the constant in lower case with hyphens. */
public enum ProblemType {
    BAD_REQUEST(400, "Request not understood"),
    SIGNATURE_REFUSED(401, "Signature refused"),
    PASSWORD_REFUSED(401, "User or password refused"),
    KEY_REFUSED(401, "API key refused"),
    NOT_ALLOWED(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Answer not acceptable"),
    TOO_LATE(409, "Not possible any more"),
    CHANGED_MEANWHILE(412, "Changed meanwhile"),
    TOO_LARGE(413, "Body too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Media type not supported"),
    INVALID(422, "Not valid"),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key used for another request"),
    IF_MATCH_MISSING(428, "If-Match missing"),
    UNEXPECTED(500, "Unexpected error"),
    BODY_TIMEOUT(503, "Body not complete in time"),
    BODY_BROKEN(503, "Body broke off"),
    CALLBACKS_OFF(503, "Callbacks cannot be verified"),
    SECRETS_CHANGING(503, "Secrets are being changed"),
    CLOCK_BEHIND(503, "This server's clock is behind"),
    NOT_KEPT(503, "Callback could not be kept"),
    SENDING_OFF(503, "Sending is off"),
    DATABASE_BUSY(503, "Database too busy"),
    DATABASE_DOWN(503, "Database not reachable"),
    NOT_READY(503, "Not ready");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** {@code urn:smsdesk:problem:signature-refused}. */
    public String urn() {
        return "urn:smsdesk:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
