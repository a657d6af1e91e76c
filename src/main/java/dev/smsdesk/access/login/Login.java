package dev.smsdesk.access.login;

import dev.smsdesk.access.AuditLog;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;

/** All that lets people in and keeps others out, in the parts that the console mounts. */
public final class Login {
    private final Clock clock;
    private final AuditLog audit;
    private final ContainerLogin container;
    private final KnownBrowsers browsers;

    /** @param container whether the container asks for the login instead of our own page: SMSDESK_LOGIN=container */
    public Login(boolean container, AuditLog audit, Clock clock) {
        this.clock = clock;
        this.audit = audit;
        this.container = container ? new ContainerLogin(clock) : null;
        this.browsers = new KnownBrowsers(clock);
    }

    /** Before the first login. @param secret of this installation, the same on all nodes; signs what marks a browser */
    public void key(byte[] secret) {
        browsers.key(secret);
    }

    /** Before all that asks who is logged in. */
    public Filter session() {
        return new SessionFilter(container != null, clock);
    }

    /** Behind the same-site filter, before what collects bodies. */
    public Filter guard() {
        return new PageGuard(audit, container);
    }

    /** Behind what collects bodies. */
    public Filter sessionEnded() {
        return new SessionEndedFilter(container != null);
    }

    /** {@code /login} */
    public HttpServlet page() {
        return new LoginServlet(container != null, new Logins(clock, audit, browsers));
    }
}
