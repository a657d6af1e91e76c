package dev.smsdesk.access.login;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.MappedPath;
import dev.smsdesk.access.NextPage;
import dev.smsdesk.access.PageRules;
import dev.smsdesk.access.Person;
import dev.smsdesk.access.PersonRequest;
import dev.smsdesk.access.Role;
import dev.smsdesk.access.TypedFields;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * Checks login, role and method of each page, by the headers alone. One exception: a POST of a form for messages without a login passes,
 * and {@link SessionEndedFilter} answers it when its body is complete.
 */
final class PageGuard implements Filter {
    private final AuditLog audit;
    private final ContainerLogin container;

    /** @param container the container's login, or null for the login page */
    PageGuard(AuditLog audit, ContainerLogin container) {
        this.audit = audit;
        this.container = container;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        guard((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private void guard(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        PageRules.Rule rule = PageRules.of(request).orElse(null);
        boolean logout = PageRules.isLogout(request);
        if (PageRules.isElsewhere(request) || PageRules.isLogin(request) || rule == null && !logout && !PageRules.isUnsafe(request)) {
            chain.doFilter(request, response);
        } else if (rule == null && !logout) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);   // a container's file servlet would answer a POST with the file
        } else if (request.getUserPrincipal() == null) {
            askForLogin(request, response, chain);
        } else if (logout) {
            chain.doFilter(request, response);
        } else {
            admit((Person) request.getUserPrincipal(), rule, request, response, chain);
        }
    }

    private void admit(Person person, PageRules.Rule rule, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean posts = PageRules.isUnsafe(request);
        if (!person.may(Role.VIEWER)) {
            refused(person, request, "has none of the roles");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            request.getRequestDispatcher("/WEB-INF/jsp/no-role.jsp").forward(request, response);
        } else if (posts && (rule.post() == null || !request.getMethod().equals("POST"))) {
            response.setHeader("Allow", rule.post() == null ? "GET, HEAD" : "GET, HEAD, POST");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (person.may(rule.needed(request))) {
            chain.doFilter(request, response);
        } else {
            refused(person, request, "needs role " + rule.needed(request).word());
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private void refused(Person person, HttpServletRequest request, String why) {
        audit.count(person.name(), AuditLog.REFUSED, (PageRules.isUnsafe(request) ? "POST " : "GET ")
            + PageRules.page(request) + " " + why);
    }

    /** A GET leads to the login. A POST is answered 401 and never repeated later by the container. */
    private void askForLogin(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean unsafe = PageRules.isUnsafe(request);
        if (container != null && (!unsafe || ContainerLogin.bringsCredentials(request))) {
            Person person = container.ask(PersonRequest.container(request), response);
            if (person != null) {
                guard(new PersonRequest(request, person), response, chain);
            }
        } else if (TypedFields.mayBeIn(request)) {
            chain.doFilter(request, response);
        } else if (unsafe) {
            LoginForm.ended(NextPage.of(MappedPath.of(request)), Map.of(), container != null)
                .show(request, response, HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            LoginForm.asked(NextPage.of(asked(request))).show(request, response, HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    private static String asked(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }
}
