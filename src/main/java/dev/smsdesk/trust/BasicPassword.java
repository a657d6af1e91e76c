package dev.smsdesk.trust;

import dev.smsdesk.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * User and password (HTTP Basic) of Sinch for SMS plans without signed callbacks. Weaker than a signature: it proves neither body nor
 * time, and any observed request reveals it.
 */
public final class BasicPassword {
    /** Stored in place of a secret's name for a callback accepted by password. */
    public static final String NAME = "basic";
    private static final String SCHEME = "basic ";
    private final byte[] user;
    private final byte[] password;

    public BasicPassword(String user, String password) {
        this.user = digest(user);
        this.password = digest(password);
    }

    /**
     * The result of checking an Authorization header. Does not reveal whether user or password was wrong, to prevent guessing them one at
     * a time.
     */
    public enum PasswordVerdict { FITS, ABSENT, NOT_READABLE, WRONG }

    /** Compares digests of equal length, and always both, so that the time taken reveals nothing. */
    public PasswordVerdict check(List<String> authorization) {
        if (authorization == null || authorization.isEmpty()) {
            return PasswordVerdict.ABSENT;
        }
        String[] given = authorization.size() > 1 ? null : read(authorization.get(0));
        if (given == null) {
            return PasswordVerdict.NOT_READABLE;
        }
        boolean userFits = MessageDigest.isEqual(user, digest(given[0]));
        boolean passwordFits = MessageDigest.isEqual(password, digest(given[1]));
        return userFits & passwordFits ? PasswordVerdict.FITS : PasswordVerdict.WRONG;
    }

    /** @return user and password, or null */
    private static String[] read(String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return null;
        }
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(SCHEME.length()).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : new String[] {pair.substring(0, colon), pair.substring(colon + 1)};
        } catch (IllegalArgumentException e) {
            return null;   // no Base64
        }
    }

    private static byte[] digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "BasicPassword";
    }
}
