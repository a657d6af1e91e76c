package dev.smsdesk.access.login;

import dev.smsdesk.access.NextPage;
import dev.smsdesk.access.PageRules;
import dev.smsdesk.access.Person;
import dev.smsdesk.access.PersonRequest;
import dev.smsdesk.access.TypedFields;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * {@code /login}: shows and processes the form. A user who is logged in already is redirected, so that a second tab or a double click
 * does no harm. The field names are those of the container's own login, which browsers and password managers know.
 */
final class LoginServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String WRONG = "That did not work. Check name and password.";
    private final boolean containerLogin;
    private final transient Logins logins;

    LoginServlet(boolean containerLogin, Logins logins) {
        this.containerLogin = containerLogin;
        this.logins = logins;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String next = NextPage.of(request.getParameter("next"));
        if (request.getUserPrincipal() != null || containerLogin) {
            seeOther(request, response, next);   // the container shows its own login
        } else {
            LoginForm.asked(next).show(request, response, HttpServletResponse.SC_OK);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        String next = NextPage.of(request.getParameter("next"));
        Map<String, String> typed = TypedFields.of(next, request);
        if (request.getUserPrincipal() instanceof Person person) {
            goOn(person, next, typed, request, response);
        } else if (containerLogin) {
            LoginForm.ended(next, typed, true).show(request, response, HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            logIn(next, typed, request, response);
        }
    }

    private void logIn(String next, Map<String, String> typed, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Logins.LoginOutcome outcome = logins.attempt(request, response, request.getParameter("j_username"),
            request.getParameter("j_password"));
        if (outcome.person() != null) {
            goOn(outcome.person(), next, typed, request, response);
            return;
        }
        String alert = WRONG;
        if (!outcome.delay().isZero()) {
            long seconds = seconds(outcome.delay());
            response.setHeader("Retry-After", String.valueOf(seconds));
            alert = (outcome.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE ? "Too many people log in at this moment."
                : "Too many logins were tried.") + " Try again in " + seconds + (seconds == 1 ? " second." : " seconds.");
        }
        LoginForm.again(next, typed, alert).show(request, response, outcome.status());
    }

    /** Continues to the page, or to its form with the submitted fields: a login never sends messages. */
    private static void goOn(Person person, String next, Map<String, String> typed, HttpServletRequest request,
        HttpServletResponse response)
            throws ServletException, IOException {
        PageRules.Rule rule = PageRules.of(NextPage.path(next)).orElseThrow();
        if (typed.isEmpty() || !person.may(rule.post())) {
            seeOther(request, response, next);
            return;
        }
        TypedFields.showAgain(request);
        request.getRequestDispatcher(NextPage.path(next)).forward(new ShownByGet(new PersonRequest(request, person)), response);
    }

    private static long seconds(Duration delay) {
        return Math.max(1, (delay.toMillis() + 999) / 1000);
    }

    /** Path-absolute, because only the proxy knows scheme and host; ignores path parameters in the context path. */
    private static void seeOther(HttpServletRequest request, HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getServletContext().getContextPath() + path);
    }

    /** The same request as a GET of the page. */
    private static final class ShownByGet extends HttpServletRequestWrapper {
        ShownByGet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }
    }
}
