package dev.smsdesk.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Login and role by page. Who reads is sent through the container's login; a post of somebody who is not logged in never gets there:
 * a session that ended while somebody typed is answered 401 with what was typed, and nothing is kept or replayed.
 */
public final class PageGuard implements Filter {
    /** However busy a session is, its login is asked for again after this. */
    static final Duration LONGEST_SESSION = Duration.ofHours(12);
    private final AuditLog audit;
    private final Clock clock;

    public PageGuard(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        guard((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private void guard(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        boolean unsafe = PageRules.isUnsafe(request);
        PageRules.Rule rule = PageRules.of(request).orElse(null);
        if (PageRules.isElsewhere(request) || rule == null && !unsafe) {
            chain.doFilter(request, response);
        } else if (rule == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);   // a container's file servlet would answer a POST with the file
        } else if (isTooOld(request)) {
            request.logout();
            request.getSession().invalidate();
            askForLogin(request, response, unsafe);
        } else if (request.getUserPrincipal() == null) {
            askForLogin(request, response, unsafe);
        } else if (rule.needed(request).isHeld(request::isUserInRole)) {
            chain.doFilter(request, response);
        } else {
            audit.record(request.getRemoteUser(), "refused", request.getMethod() + " " + request.getServletPath()
                + " needs role " + rule.needed(request).word());
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private boolean isTooOld(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && request.getUserPrincipal() != null
            && Instant.ofEpochMilli(session.getCreationTime()).plus(LONGEST_SESSION).isBefore(clock.instant());
    }

    /** Reading begins with the login page; what was posted is not kept for later. */
    private static void askForLogin(HttpServletRequest request, HttpServletResponse response, boolean unsafe) throws IOException, ServletException {
        if (unsafe) {
            sessionEnded(request, response);
        } else {
            request.authenticate(response);
        }
    }

    private static void sessionEnded(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        request.setAttribute("page", Typed.in(request));
        request.getRequestDispatcher("/WEB-INF/jsp/ended.jsp").forward(request, response);
    }
}
