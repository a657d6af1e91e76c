package dev.smsdesk.trust;

import dev.smsdesk.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * User and password that Sinch sends (HTTP Basic) for SMS plans whose callbacks it does not sign. Weaker than a signature: it proves neither the body nor
 * the time, and whoever sees one request can make others.
 */
public final class BasicPassword {
    /** What a callback believed by password is marked with, in place of a secret's name. */
    public static final String NAME = "basic";
    private static final String SCHEME = "basic ";
    private final byte[] user;
    private final byte[] password;

    public BasicPassword(String user, String password) {
        this.user = digest(user);
        this.password = digest(password);
    }

    /** What an Authorization header turned out to be. Which of user and password is wrong is told to nobody: each could be guessed by itself then. */
    public enum Verdict { FITS, ABSENT, NOT_READABLE, WRONG }

    /** Compares digests of equal length, both of them whatever the first says, so that the time taken tells nothing. */
    public Verdict check(List<String> authorization) {
        if (authorization == null || authorization.isEmpty()) {
            return Verdict.ABSENT;
        }
        String[] given = authorization.size() > 1 ? null : read(authorization.get(0));
        if (given == null) {
            return Verdict.NOT_READABLE;
        }
        boolean userFits = MessageDigest.isEqual(user, digest(given[0]));
        boolean passwordFits = MessageDigest.isEqual(password, digest(given[1]));
        return userFits & passwordFits ? Verdict.FITS : Verdict.WRONG;
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
            return null;   // not Base64
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
