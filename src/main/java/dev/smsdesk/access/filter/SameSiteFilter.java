package dev.smsdesk.access.filter;

import dev.smsdesk.access.PageRules;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a page request that changes something pass only if a page of ours made it: Sec-Fetch-Site is {@code same-origin} or
 * {@code none}; from a browser that does not send it, Origin names our host and port. Neither header: 403.
 * Our scheme and port are not asked, as behind a proxy they are internal; forwarded headers are not read.
 */
public final class SameSiteFilter implements Filter {
    private static final Logger log = LoggerFactory.getLogger(SameSiteFilter.class);
    private final URI publicUrl;

    /** @param publicUrl SMSDESK_PUBLIC_URL, or null */
    public SameSiteFilter(URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (PageRules.isUnsafe(http) && !PageRules.isElsewhere(http) && !isOurs(http)) {
            if (http.getRemoteUser() != null) {   // else nobody was meant
                log.warn("page request of another site refused path={} user={}", http.getRequestURI(), http.getRemoteUser());
            }
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean isOurs(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        int scheme = origin.indexOf("://");
        if (scheme < 0) {
            return false;   // also "null", which a sandboxed frame sends
        }
        String port = origin.startsWith("https:") ? ":443" : ":80";
        String theirs = withoutPort(origin.substring(scheme + 3), port);
        return theirs.equals(withoutPort(String.valueOf(request.getHeader("Host")), port))
            || publicUrl != null && theirs.equals(withoutPort(publicUrl.getRawAuthority(), port));
    }

    /** Host and port in one writing: the scheme's own port is left out. */
    private static String withoutPort(String authority, String usual) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }
}
