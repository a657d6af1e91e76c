package dev.smsdesk.access.login;

import dev.smsdesk.access.AuditLog;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;

/** The filters and the servlet of the login, for mounting in app. */
public final class Login {
    private final Clock clock;
    private final AuditLog audit;
    private final ContainerLogin container;
    private final KnownBrowsers browsers;

    /** @param container whether the container handles the login: SMSDESK_LOGIN=container */
    public Login(boolean container, AuditLog audit, Clock clock) {
        this.clock = clock;
        this.audit = audit;
        this.container = container ? new ContainerLogin(clock) : null;
        this.browsers = new KnownBrowsers(clock);
    }

    /** Call before the first login. @param secret of this installation, the same on all nodes; signs the marks of browsers */
    public void key(byte[] secret) {
        browsers.key(secret);
    }

    /** Mount before everything that asks for the user. */
    public Filter session() {
        return new SessionFilter(container != null, clock);
    }

    /** Mount after the same-site filter, before the body gate. */
    public Filter guard() {
        return new PageGuard(audit, container);
    }

    /** Mount after the body gate. */
    public Filter sessionEnded() {
        return new SessionEndedFilter(container != null);
    }

    /** {@code /login} */
    public HttpServlet page() {
        return new LoginServlet(container != null, new Logins(clock, audit, browsers));
    }
}
