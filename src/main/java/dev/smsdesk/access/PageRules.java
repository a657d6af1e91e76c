package dev.smsdesk.access;

import static java.util.Map.entry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which requests belong to pages, and which roles reading and posting require. */
public final class PageRules {
    /** @param read role for reading; @param post role for posting, null if the page accepts no POST */
    public record Rule(Role read, Role post) {
    public     Role needed(HttpServletRequest request) {
            return isUnsafe(request) ? post : read;
        }
    }

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String LOGIN = "login";
    private static final String LOGOUT = "logout";
    /** By first path segment; other segments are no pages. */
    private static final Map<String, Rule> RULES = Map.ofEntries(
        entry("", new Rule(Role.VIEWER, null)),
        entry("batches", new Rule(Role.VIEWER, Role.SENDER)),
        entry("send", new Rule(Role.SENDER, Role.SENDER)),
        entry("inbound", new Rule(Role.VIEWER, null)),
        entry("callbacks", new Rule(Role.VIEWER, null)),
        entry("orphans", new Rule(Role.VIEWER, null)),
        entry("replay", new Rule(Role.ADMIN, Role.ADMIN)),
        entry("never-came", new Rule(Role.VIEWER, null)),
        entry("callback-health", new Rule(Role.VIEWER, null)),
        entry("refusals", new Rule(Role.VIEWER, null)),
        entry("keys", new Rule(Role.ADMIN, Role.ADMIN)),
        entry("doctor", new Rule(Role.ADMIN, Role.ADMIN)),
        entry("secrets", new Rule(Role.ADMIN, Role.ADMIN)),
        entry("connection", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("sandbox", new Rule(Role.VIEWER, Role.SENDER)));

    private PageRules() {}

    /** @return empty without a rule: static files, misspelt paths, login and logout */
    public static Optional<Rule> of(HttpServletRequest request) {
        return of(MappedPath.of(request));
    }

    public static Optional<Rule> of(String path) {
        return Optional.ofNullable(RULES.get(firstSegment(path)));
    }

    /** The API and the health checks have no sessions; keys and signatures guard them. */
    public static boolean isElsewhere(HttpServletRequest request) {
        String segment = firstSegment(MappedPath.of(request));
        return segment.equals("api") || segment.equals("health");
    }

    public static boolean isLogin(HttpServletRequest request) {
        return firstSegment(MappedPath.of(request)).equals(LOGIN);
    }

    /** Requires a login, but no role. */
    public static boolean isLogout(HttpServletRequest request) {
        return firstSegment(MappedPath.of(request)).equals(LOGOUT);
    }

    /** Whether a page reads the body; the guard has refused all other requests. */
    public static boolean isRead(HttpServletRequest request) {
        return isUnsafe(request) && !isElsewhere(request);
    }

    public static boolean isUnsafe(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod());
    }

    /** The page's own segment of the path, without what follows. */
    public static String page(HttpServletRequest request) {
        return "/" + firstSegment(MappedPath.of(request));
    }

    private static String firstSegment(String path) {
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
    }
}
