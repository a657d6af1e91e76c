package dev.smsdesk.access.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recognises browsers that have logged in as a user before: a cookie holds a mark for each of the last users, {@code ID.SECONDS.MAC}, and
 * the server stores nothing. A mark opens no page and names no user; it only gives its browser a login limit of its own.
 */
final class KnownBrowsers {
    static final String COOKIE = "smsdesk_browser";
    private static final Duration LIFE = Duration.ofDays(180);
    private static final int MOST_MARKS = 4;
    private static final int ID_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern MARK = Pattern.compile("([A-Za-z0-9_-]{22})\\.(\\d{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private volatile SecretKeySpec key;

    KnownBrowsers(Clock clock) {
        this.clock = clock;
    }

    /** @param bytes secret of this installation, the same on all nodes */
    void key(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** @param user digest of the name; @return id of the browser, or null if no mark is for this user */
    String browser(HttpServletRequest request, String user) {
        for (String mark : marks(request)) {
            Matcher parts = MARK.matcher(mark);
            if (parts.matches() && isOf(parts, user)) {
                return parts.group(1);
            }
        }
        return null;
    }

    /** Marks the browser of a user who has just logged in. */
    void mark(HttpServletRequest request, HttpServletResponse response, String user) {
        String known = browser(request, user);
        String id = known != null ? known : newId();
        long now = clock.instant().getEpochSecond();
        List<String> marks = new ArrayList<>();
        marks.add(id + "." + now + "." + mac(id, now, user));
        marks(request).stream().filter(mark -> MARK.matcher(mark).matches() && !mark.startsWith(id)).limit(MOST_MARKS - 1L)
            .forEach(marks::add);
        Cookie cookie = new Cookie(COOKIE, String.join("~", marks));
        cookie.setPath(request.getServletContext().getContextPath() + "/");
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax");
        cookie.setMaxAge((int) LIFE.toSeconds());
        response.addCookie(cookie);
    }

    private boolean isOf(Matcher parts, String user) {
        long since = Long.parseLong(parts.group(2));
        boolean lives = Instant.ofEpochSecond(since).plus(LIFE).isAfter(clock.instant());
        return lives && MessageDigest.isEqual(mac(parts.group(1), since, user).getBytes(StandardCharsets.US_ASCII),
            parts.group(3).getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> marks(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(COOKIE)) {
                return List.of(cookie.getValue().split("~", MOST_MARKS + 1));
            }
        }
        return List.of();
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private String mac(String id, long since, String user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return BASE64.encodeToString(mac.doFinal(("browser\n" + id + "\n" + since + "\n" + user).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
