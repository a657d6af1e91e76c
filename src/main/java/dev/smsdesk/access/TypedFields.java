package dev.smsdesk.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Form fields that a user submitted after the session had ended. They travel in the login page and are not stored. Only forms for
 * messages are listed, so that a pasted secret, key or callback never returns in a page.
 */
public final class TypedFields {
    private static final String AGAIN = "smsdesk.typed";
    /** By path of the form. */
    private static final Map<String, List<String>> FIELDS = Map.of(
        "/send", List.of("key", "version", "from", "to", "text", "name", "allow_unassigned"),
        "/sandbox", List.of("from", "to", "text", "family", "message", "recipient", "status", "reference"));

    private TypedFields() {}

    /** Whether this POST submits such a form. Does not read the body. */
    public static boolean mayBeIn(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("POST") && FIELDS.containsKey(MappedPath.of(request))
            && type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /** @param next path of the form; @return names and values in the form's order; empty for other forms */
    public static Map<String, String> of(String next, HttpServletRequest request) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (String field : FIELDS.getOrDefault(NextPage.path(next), List.of())) {
            String value = request.getParameter(field);
            if (value != null) {
                typed.put(field, value);
            }
        }
        return typed;
    }

    /** Makes the form show this request's parameters, which were submitted before the login. */
    public static void showAgain(HttpServletRequest request) {
        request.setAttribute(AGAIN, true);
    }

    public static boolean areShownAgain(HttpServletRequest request) {
        return request.getAttribute(AGAIN) != null;
    }
}
