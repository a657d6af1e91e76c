package dev.smsdesk.store;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Makes our ids: ULIDs, 26 characters, ordered by time, rising within a node even in one millisecond. */
public final class Ids {
    public static final int LENGTH = Ulid.ULID_CHARS;
    /** As we write them. Others take lower case and hyphens too, which no row of ours would ever be found by. */
    private static final Pattern ID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");
    private final UlidFactory factory;

    public Ids(Clock clock) {
        this.factory = UlidFactory.newMonotonicInstance(new SecureRandom(), clock::millis);
    }

    public String next() {
        return factory.create().toString();
    }

    /** The id of what there is one of, whichever node makes it first; it says nothing of a time. */
    public static String of(String name) {
        return Ulid.from(Arrays.copyOf(Sha256.of(name.getBytes(StandardCharsets.UTF_8)), Ulid.ULID_BYTES)).toString();
    }

    /** Whether a text from outside has the form of an id of ours. */
    public static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }

    /** When an id of ours was made. */
    public static Instant madeAt(String id) {
        return Ulid.from(id).getInstant();
    }

    /** The smallest id of this millisecond: where reading by time begins. */
    public static String firstAt(Instant time) {
        return Ulid.min(time.toEpochMilli()).toString();
    }
}
