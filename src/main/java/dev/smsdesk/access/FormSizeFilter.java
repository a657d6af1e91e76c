package dev.smsdesk.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * Answers a form that is too large with a page that says so. Containers read forms of at most 2 MB: beyond that one drops all
 * that was typed without a word, another fails.
 */
public final class FormSizeFilter implements Filter {
    static final int MAX_FORM_BYTES = 1_900_000;
    private static final int MAX_SWALLOWED_BYTES = 16 << 20;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (!PageRules.isUnsafe(http) || PageRules.isElsewhere(http) || isSmall(http)) {
            chain.doFilter(request, response);
            return;
        }
        if (http.getUserPrincipal() != null) {
            swallow(http.getInputStream());
        }
        ((HttpServletResponse) response).sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    }

    /** A browser always says how long a form is; a body of unknown length is nobody's form. */
    private static boolean isSmall(HttpServletRequest request) {
        long bytes = request.getContentLengthLong();
        return bytes >= 0 ? bytes <= MAX_FORM_BYTES : request.getHeader("Transfer-Encoding") == null;
    }

    /** A browser that is still sending when the connection closes shows its own error instead of our page. */
    private static void swallow(InputStream body) throws IOException {
        byte[] some = new byte[8192];
        int total = 0;
        for (int read = 0; read >= 0 && total < MAX_SWALLOWED_BYTES; total += Math.max(read, 0)) {
            read = body.read(some);
        }
    }
}
