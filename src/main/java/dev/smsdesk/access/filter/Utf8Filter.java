package dev.smsdesk.access.filter;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Forms and queries are UTF-8 without a declaration. Part of {@link PageFilters}, which callbacks skip: set in web.xml, it would apply to
 * callbacks too, and Payara would then hide the charset of their content type.
 */
public final class Utf8Filter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        request.setCharacterEncoding("UTF-8");
        chain.doFilter(request, response);
    }
}
