package dev.smsdesk.access.login;

import dev.smsdesk.access.Person;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves the login to the container: SMSDESK_LOGIN=container, for single sign-on and client certificates. */
final class ContainerLogin {
    private static final String NONE = "SMSDESK_LOGIN=container leaves the login to this server, and this server has no login configured "
        + "for SMS Desk. Configure one, or remove the setting.";
    private static final Logger log = LoggerFactory.getLogger(ContainerLogin.class);
    private final Clock clock;

    ContainerLogin(Clock clock) {
        this.clock = clock;
    }

    /** Whether the container can decide without showing a login page: it must not save a POST and repeat it later. */
    static boolean bringsCredentials(HttpServletRequest request) {
        return request.getHeader("Authorization") != null || request.getAttribute("jakarta.servlet.request.X509Certificate") != null;
    }

    /**
     * @param request the container's own; @return null if the container has answered; @throws ProblemException it has no login configured
     */
    Person ask(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if (!request.authenticate(response)) {
                return null;
            }
        } catch (ServletException | RuntimeException e) {
            log.warn("container login failed cause={}", e.getClass().getName());
            throw new ProblemException(ProblemType.NOT_READY, NONE);
        }
        if (request.getUserPrincipal() == null) {
            throw new ProblemException(ProblemType.NOT_READY, NONE);
        }
        Person person = Person.of(request);
        LoginSession.keep(request, person, clock);
        return person;
    }
}
