package dev.smsdesk.store;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Makes ids: ULIDs of 26 characters, ordered by time, and rising within a node even in the same millisecond. */
public final class Ids {
    public static final int LENGTH = Ulid.ULID_CHARS;
    /** As this class writes them. ULIDs in lower case or with hyphens are valid elsewhere, but would match no row. */
    private static final Pattern ID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");
    private final UlidFactory factory;

    public Ids(Clock clock) {
        this.factory = UlidFactory.newMonotonicInstance(new SecureRandom(), clock::millis);
    }

    public String next() {
        return factory.create().toString();
    }

    /** A fixed id for a thing that exists once, the same on every node; it contains no time. */
    public static String of(String name) {
        return Ulid.from(Arrays.copyOf(Sha256.of(name.getBytes(StandardCharsets.UTF_8)), Ulid.ULID_BYTES)).toString();
    }

    /** Whether a text from outside has the form of an id. */
    public static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }

    /** When an id was made. */
    public static Instant madeAt(String id) {
        return Ulid.from(id).getInstant();
    }

    /** The smallest id of this millisecond: a lower bound for reading by time. */
    public static String firstAt(Instant time) {
        return Ulid.min(time.toEpochMilli()).toString();
    }
}
