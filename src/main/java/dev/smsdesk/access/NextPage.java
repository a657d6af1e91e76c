package dev.smsdesk.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The page after a login: a page of this application that is read by GET, or home. A link to the login page never leads to another site.
 */
public final class NextPage {
    static final String HOME = "/";
    private static final int LONGEST = 2000;
    private static final int MOST_DECODINGS = 3;

    private NextPage() {}

    /** @param asked path and query below the context path, as a browser sends them; may be null */
    public static String of(String asked) {
        if (asked == null || asked.length() > LONGEST || !asked.matches("/[!-~]*") || asked.indexOf('#') >= 0) {
            return HOME;
        }
        String decoded = asked;
        for (int times = 0; times <= MOST_DECODINGS; times++) {
            if (!isPlain(decoded)) {
                return HOME;
            }
            String further = decode(decoded);
            if (further == null) {
                return HOME;
            }
            if (further.equals(decoded)) {
                return PageRules.of(path(asked)).isPresent() ? asked : HOME;
            }
            decoded = further;
        }
        return HOME;
    }

    /** Without the query. */
    public static String path(String next) {
        int query = next.indexOf('?');
        return query < 0 ? next : next.substring(0, query);
    }

    private static boolean isPlain(String text) {
        String path = path(text);
        return text.startsWith("/") && !text.contains("//") && text.indexOf('\\') < 0 && text.chars().noneMatch(Character::isISOControl)
            && path.indexOf(';') < 0 && !(path + "/").contains("/../") && !(path + "/").contains("/./");
    }

    /** @return null if a percent sign is not followed by two hexadecimal digits */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
