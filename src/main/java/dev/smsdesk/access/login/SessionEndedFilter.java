package dev.smsdesk.access.login;

import dev.smsdesk.access.MappedPath;
import dev.smsdesk.access.NextPage;
import dev.smsdesk.access.PageRules;
import dev.smsdesk.access.TypedFields;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Returns a form for messages that was posted without a login in the login page. Runs after the body gate; no such POST passes. */
final class SessionEndedFilter implements Filter {
    private final boolean containerLogin;

    SessionEndedFilter(boolean containerLogin) {
        this.containerLogin = containerLogin;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (PageRules.isElsewhere(http) || PageRules.isLogin(http) || !PageRules.isUnsafe(http) || http.getUserPrincipal() != null) {
            chain.doFilter(request, response);
            return;
        }
        String form = NextPage.of(MappedPath.of(http));
        LoginForm.ended(form, TypedFields.of(form, http), containerLogin)
            .show(http, (HttpServletResponse) response, HttpServletResponse.SC_UNAUTHORIZED);
    }
}
