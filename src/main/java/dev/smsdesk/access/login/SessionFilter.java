package dev.smsdesk.access.login;

import dev.smsdesk.access.PageRules;
import dev.smsdesk.access.Person;
import dev.smsdesk.access.PersonRequest;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;

/** Gives page requests the user and roles of the session. Creates no session and reads only the headers. */
final class SessionFilter implements Filter {
    private final boolean containerLogin;
    private final Clock clock;

    /** @param containerLogin whether the container's own principal counts: SMSDESK_LOGIN=container */
    SessionFilter(boolean containerLogin, Clock clock) {
        this.containerLogin = containerLogin;
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        chain.doFilter(PageRules.isElsewhere(http) ? request : new PersonRequest(http, person(http)), response);
    }

    private Person person(HttpServletRequest request) {
        HttpServletRequest container = PersonRequest.container(request);
        return containerLogin && container.getUserPrincipal() != null ? Person.of(container) : LoginSession.person(request, clock);
    }
}
