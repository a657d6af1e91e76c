package dev.smsdesk.access.key;

import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.regex.Pattern;

/** What the resources of the API read from their requests alike. */
public final class ApiRequest {
    /** No blank at either end: HTTP drops those, and some databases do not tell "k" from "k ". */
    private static final Pattern KEY = Pattern.compile("[!-~]([ -~]{0,126}[!-~])?");

    private ApiRequest() {}

    /** @return value of the header Idempotency-Key, or null */
    public static String idempotencyKey(HttpHeaders headers) {
        List<String> given = headers.getRequestHeader("Idempotency-Key");
        if (given == null || given.isEmpty()) {
            return null;
        }
        if (given.size() > 1 || !isIdempotencyKey(given.get(0))) {
            throw new ProblemException(ProblemType.BAD_REQUEST,
                "Send one Idempotency-Key of 1 to 128 printable ASCII characters, or none.");
        }
        return given.get(0);
    }

    /** Whether it is 1 to 128 printable ASCII characters without a blank at either end. */
    public static boolean isIdempotencyKey(String text) {
        return text != null && KEY.matcher(text).matches();
    }

    /** @param value of a query parameter, or null where it was not given; only true and false are taken */
    public static boolean flag(String name, String value) {
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw new ProblemException(List.of(new FieldError("/" + name, "Write true or false.")));
        }
        return "true".equals(value);
    }

    /** {@code key:01J…}, for audit entries and rows. */
    public static String who(SecurityContext caller) {
        return "key:" + caller.getUserPrincipal().getName();
    }
}
