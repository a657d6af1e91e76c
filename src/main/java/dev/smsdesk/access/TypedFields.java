package dev.smsdesk.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a person typed into a form for messages when the session had ended. It travels in the pages and is kept nowhere. Other forms have no
 * entry here, so that a secret, a key or a callback that was pasted never comes back in a page.
 */
public final class TypedFields {
    private static final String AGAIN = "smsdesk.typed";
    /** By the path of the form. */
    private static final Map<String, List<String>> FIELDS = Map.of(
        "/send", List.of("key", "version", "from", "to", "text", "name", "allow_unassigned"),
        "/sandbox", List.of("from", "to", "text", "family", "message", "recipient", "status", "reference"));

    private TypedFields() {}

    /** Whether this POST brings something that a person has typed. The body is not read for that. */
    public static boolean mayBeIn(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("POST") && FIELDS.containsKey(MappedPath.of(request))
            && type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }

    /** @param next where the form stands; @return name and value in the form's order; empty where the form is not for messages */
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

    /** The form is to be shown with what this request's parameters have: they were typed before the login. */
    public static void showAgain(HttpServletRequest request) {
        request.setAttribute(AGAIN, true);
    }

    public static boolean areShownAgain(HttpServletRequest request) {
        return request.getAttribute(AGAIN) != null;
    }
}
