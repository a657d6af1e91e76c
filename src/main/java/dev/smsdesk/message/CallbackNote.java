package dev.smsdesk.message;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The note of a callback: lines, each a sentence or a code with its parameters, {@code ignored:operator_status_at,client_reference}. */
public final class CallbackNote {
    private static final String IGNORED = "ignored:";
    private static final Pattern MEMBERS = Pattern.compile(IGNORED + "[a-z_.,]+");

    private CallbackNote() {}

    /** @param sentence may be null; @param ignored names of members that could not be read @return null where there is nothing to note */
    public static String of(String sentence, Collection<String> ignored) {
        if (ignored.isEmpty()) {
            return sentence;
        }
        return (sentence == null ? "" : sentence + '\n') + IGNORED + String.join(",", ignored);
    }

    /** For people. @param note may be null */
    public static String inWords(String note) {
        return note == null ? null : Stream.of(note.split("\n")).map(CallbackNote::sentence).collect(Collectors.joining(" "));
    }

    private static String sentence(String line) {
        return MEMBERS.matcher(line).matches() ? "Could not be read and was ignored: " + line.substring(IGNORED.length()).replace(",", ", ") + "." : line;
    }
}
