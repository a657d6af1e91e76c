package dev.smsdesk.access.login;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * The login page. It needs no session: hidden fields carry the next page and the submitted fields.
 * @param next      page after the login
 * @param typed     fields of a form for messages, by name
 * @param alert     sentence above the form, or null
 * @param container whether the container handles the login, in a page of its own
 */
public record LoginForm(String title, String next, Map<String, String> typed, String alert, boolean container) {
    private static final String LOG_IN = "Log in";
    private static final String NOTHING_DONE = "Nothing was sent and nothing was changed. ";

    static LoginForm asked(String next) {
        return new LoginForm(LOG_IN, next, Map.of(), null, false);
    }

    /** After a failed login. */
    static LoginForm again(String next, Map<String, String> typed, String alert) {
        return new LoginForm(LOG_IN, next, typed, alert, false);
    }

    /** Shown instead of the result of a form, because the session has ended. */
    static LoginForm ended(String next, Map<String, String> typed, boolean container) {
        return new LoginForm("Your session has ended", next, typed,
            NOTHING_DONE + (typed.isEmpty() ? "Log in, then do it again." : "Log in: what you typed stands in the form again afterwards."),
            container);
    }

    void show(HttpServletRequest request, HttpServletResponse response, int status) throws ServletException, IOException {
        response.setStatus(status);
        request.setAttribute("page", this);
        request.getRequestDispatcher("/WEB-INF/jsp/login.jsp").forward(request, response);
    }
}
