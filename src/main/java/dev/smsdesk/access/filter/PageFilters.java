package dev.smsdesk.access.filter;

import dev.smsdesk.access.MappedPath;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** Combines the filters that callbacks do not need, so that thousands of callbacks per second pass them in one step. */
public final class PageFilters implements Filter {
    private final List<Filter> filters;

    /** @param filters in the required order */
    public PageFilters(List<Filter> filters) {
        this.filters = List.copyOf(filters);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        boolean callback = MappedPath.isCallback(MappedPath.of((HttpServletRequest) request));
        from(callback ? filters.size() : 0, chain).doFilter(request, response);
    }

    private FilterChain from(int next, FilterChain last) {
        return next == filters.size() ? last : (request, response) -> filters.get(next).doFilter(request, response, from(next + 1, last));
    }
}
