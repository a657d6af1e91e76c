package dev.smsdesk.problem;

import dev.smsdesk.common.Text;

/**
 * A fault in one member of a request.
 * @param pointer JSON pointer into the request, such as {@code /to/3}
 * @param detail  what is wrong and what to do, one sentence
 */
public record FieldError(String pointer, String detail) {
    private static final int LONGEST_POINTER = 100;

    /** @return pointer at a member with this name, as RFC 6901 escapes it, and not longer than a person reads */
    public static String pointer(String member) {
        return "/" + Text.cut(member.replace("~", "~0").replace("/", "~1"), LONGEST_POINTER);
    }
}
