package dev.smsdesk.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * Body of an error answer, {@code application/problem+json}.
 * @param instance reference under which the log has the details, or null
 * @param errors   faults in single members; may be empty
 * @see "RFC 9457"
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "errors"})
public record Problem(String type, String title, int status, String detail, String instance, List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    public Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(ProblemType type, String detail, String instance, List<FieldError> errors) {
        return new Problem(type.urn(), type.title(), type.status(), detail, instance, errors);
    }

    /** A problem without field errors, for answers outside JAX-RS. */
    public static Problem of(ProblemType type, String detail) {
        return of(type, detail, null, List.of());
    }

    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem of plain texts always becomes JSON", e);
        }
    }
}
