package dev.smsdesk.access;

import static java.util.Map.entry;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which requests are a page's, and which role reading or posting to a page takes. */
final class PageRules {
    /** What reading takes, and what posting takes. */
    record Rule(Role read, Role post) {
        Role needed(HttpServletRequest request) {
            return isUnsafe(request) ? post : read;
        }
    }

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    /** By first segment; what is missing here is no page. */
    private static final Map<String, Rule> RULES = Map.ofEntries(
        entry("", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("batches", new Rule(Role.VIEWER, Role.SENDER)),
        entry("send", new Rule(Role.SENDER, Role.SENDER)),
        entry("inbound", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("callbacks", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("orphans", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("replay", new Rule(Role.ADMIN, Role.ADMIN)),
        entry("never-came", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("callback-health", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("refusals", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("keys", new Rule(Role.ADMIN, Role.ADMIN)),
        entry("doctor", new Rule(Role.ADMIN, Role.ADMIN)),
        entry("secrets", new Rule(Role.ADMIN, Role.ADMIN)),
        entry("connection", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("sandbox", new Rule(Role.VIEWER, Role.SENDER)),
        entry("login", new Rule(Role.VIEWER, Role.ADMIN)),
        entry("logout", new Rule(Role.VIEWER, Role.VIEWER)));

    private PageRules() {}

    /** @return empty for what is no page: static files, misspelt paths */
    static Optional<Rule> of(HttpServletRequest request) {
        return Optional.ofNullable(RULES.get(firstSegment(request)));
    }

    /** The API and the health checks know no sessions: keys and signatures guard them. */
    static boolean isElsewhere(HttpServletRequest request) {
        String segment = firstSegment(request);
        return segment.equals("api") || segment.equals("health");
    }

    static boolean isUnsafe(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod());
    }

    private static String firstSegment(HttpServletRequest request) {
        String path = MappedPath.of(request);
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
    }
}
