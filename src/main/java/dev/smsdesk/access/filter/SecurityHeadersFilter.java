package dev.smsdesk.access.filter;

import dev.smsdesk.access.MappedPath;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Adds security headers to every answer. Mapped to FORWARD and ERROR too, because the container forwards to the error page before it runs
 * the filters of a request.
 */
public final class SecurityHeadersFilter implements Filter {
    /** Pico.css draws its icons as data: images. */
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src "
        + "'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private final boolean https;

    /** @param https whether SMSDESK_PUBLIC_URL is https: then browsers must use only https. Over http they ignore the header. */
    public SecurityHeadersFilter(boolean https) {
        this.https = https;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletResponse http = (HttpServletResponse) response;
        String path = MappedPath.of((HttpServletRequest) request);
        if (MappedPath.isCallback(path)) {
            chain.doFilter(request, response);   // no browser reads the answers to callbacks, thousands per second
            return;
        }
        guard(http);
        http.setHeader("Referrer-Policy", "same-origin");   // no-referrer would make the Origin of this site's forms "null"
        if (https) {
            http.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        http.setHeader("Cache-Control", caching((HttpServletRequest) request, path));
        chain.doFilter(request, response);
    }

    /** Restricts what a page may load and prevents guessing its type, also for answers that no later filter sees. */
    public static void guard(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    private static String caching(HttpServletRequest request, String path) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return "no-store";
        }
        if (path.startsWith("/webjars/")) {
            return "public, max-age=31536000, immutable";   // the version is in the path
        }
        return path.startsWith("/assets/") ? "public, max-age=600" : "no-store";
    }
}
