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
 * Lets a page request that changes something pass only if it comes from a page of this site: Sec-Fetch-Site is {@code same-origin} or
 * {@code none}; for browsers that do not send it, Origin has this host and port. With neither header: 403. The request's own scheme and
 * port are not compared, because behind a proxy they are internal; forwarded headers are ignored.
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
            if (http.getRemoteUser() != null) {   // without a login there is nothing to protect
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

    /** Normalises host and port: the scheme's default port is left out. */
    private static String withoutPort(String authority, String usual) {
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }
}
