package dev.smsdesk.access.key;

import dev.smsdesk.access.PageRules;
import dev.smsdesk.problem.Problem;
import dev.smsdesk.problem.ProblemType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;

/**
 * A program that sends its API key to a page has left {@code /api} out of the address. It gets an explanation instead of the login page.
 */
public final class KeyOnPageFilter implements Filter {
    private final ApiKeys keys;

    public KeyOnPageFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        boolean key = ApiKeys.presented(Collections.list(http.getHeaders("Authorization"))).filter(keys::isKey).isPresent();
        if (!key || PageRules.of(http).isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        String api = http.getContextPath() + "/api";
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NOT_FOUND);
        response.getWriter().write(Problem.of(ProblemType.NOT_FOUND,
            "This is a page for people. API keys open the paths under " + api + ", such as " + api + "/batches.").toJson());
    }
}
