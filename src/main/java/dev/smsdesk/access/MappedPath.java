package dev.smsdesk.access;

import dev.smsdesk.common.CallbackPath;
import jakarta.servlet.http.HttpServletRequest;

/**
 * A request's path below the context as the container maps it: decoded, normalised, without path parameters. Rules must not use the raw
 * URI: {@code /api/callbacks/..;/..;/metrics} begins like a callback's path but is mapped to the metrics servlet.
 */
public final class MappedPath {
    private MappedPath() {}

    /** Begins with a slash, such as {@code /api/callbacks/sms}. */
    public static String of(HttpServletRequest request) {
        String below = request.getPathInfo();
        return below == null ? request.getServletPath() : request.getServletPath().concat(below);
    }

    public static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    /**
     * Whether it is one segment of letters below the callbacks' path, such as {@code /api/callbacks/sms}; some servers do not resolve
     * dots.
     */
    public static boolean isCallback(String path) {
        if (!path.startsWith(CallbackPath.PREFIX) || path.length() == CallbackPath.PREFIX.length()) {
            return false;
        }
        for (int i = CallbackPath.PREFIX.length(); i < path.length(); i++) {
            if (path.charAt(i) < 'a' || path.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }
}
