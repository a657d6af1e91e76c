package dev.smsdesk.message;

import dev.smsdesk.wording.StoredCode;
import java.util.Collection;

/** A note on a callback or an answer of Sinch: stored lines, each a code with its parameters. */
public enum CallbackNote implements StoredCode {
    NO_MESSAGE_YET,
    NOT_A_RECIPIENT,
    NOT_APPLIED,
    IGNORED;

    /** @param stored may be null; @param ignored names of members that could not be read @return null where there is nothing to note */
    public static String of(String stored, Collection<String> ignored) {
        if (ignored.isEmpty()) {
            return stored;
        }
        return (stored == null ? "" : stored + '\n') + IGNORED.stored(String.join(",", ignored));
    }
}
