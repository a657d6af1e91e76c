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
 * {@code /login}: the form, and what it posts. A person who is logged in already is sent on, so that a second tab or a double click does no harm.
 * The names of its fields are those that browsers and password managers know from the container's own login.
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
            seeOther(request, response, next);   // there the container asks
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

    private void logIn(String next, Map<String, String> typed, HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Logins.Outcome outcome = logins.attempt(request, response, request.getParameter("j_username"), request.getParameter("j_password"));
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

    /** To the page, or to its form with what had been typed: nothing is sent by logging in. */
    private static void goOn(Person person, String next, Map<String, String> typed, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        PageRules.Rule rule = PageRules.of(NextPage.path(next)).orElseThrow();
        if (typed.isEmpty() || !person.may(rule.post())) {
            seeOther(request, response, next);
            return;
        }
        TypedFields.showAgain(request);
        request.getRequestDispatcher(NextPage.path(next)).forward(new Reading(new PersonRequest(request, person)), response);
    }

    private static long seconds(Duration delay) {
        return Math.max(1, (delay.toMillis() + 999) / 1000);
    }

    /** Path-absolute, as only a proxy knows scheme and host; without what a caller may have written into the context path. */
    private static void seeOther(HttpServletRequest request, HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", request.getServletContext().getContextPath() + path);
    }

    /** The same request, as a page's GET meets it. */
    private static final class Reading extends HttpServletRequestWrapper {
        Reading(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }
    }
}
