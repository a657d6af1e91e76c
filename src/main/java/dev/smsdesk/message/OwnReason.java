package dev.smsdesk.message;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why this installation says that a message was not sent, or that nobody knows: a code for programs and a sentence for people. The column
 * {@code reason} keeps the code. Reasons of Sinch are kept as received, beside other states.
 */
public enum OwnReason {
    GIVEN_UP("Given up by a person, without knowing whether Sinch has it."),
    WITHDRAWN("Withdrawn by a person before it was sent."),
    /** The call ended, and its end does not tell; the column keeps how it ended as well. */
    NO_CLEAR_ANSWER("No answer tells whether Sinch has it."),
    NO_RECORD("No answer was recorded in time."),
    FOREIGN_ID("Sinch answered with an id that it gave to another message before.");

    private static final String SEPARATOR = ": ";
    private final String sentence;

    OwnReason(String sentence) {
        this.sentence = sentence;
    }

    /** As the API gives it and the column keeps it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As the column keeps it, with a sentence that takes the place of the usual one. */
    public String code(String instead) {
        return code() + SEPARATOR + instead;
    }

    public String sentence() {
        return sentence;
    }

    /** @param kept what the column has, or null. @return the code of a reason of ours, else what is kept */
    static String word(DeliveryState state, String kept) {
        return of(state, kept).map(OwnReason::code).orElse(kept);
    }

    /** @return the sentence of a reason of ours, or null beside Sinch's words */
    static String detail(DeliveryState state, String kept) {
        return of(state, kept).map(own -> kept.equals(own.code()) ? own.sentence : kept.substring(own.code("").length())).orElse(null);
    }

    private static Optional<OwnReason> of(DeliveryState state, String kept) {
        return kept == null || state == null || !state.isOurWord() ? Optional.empty()
            : Stream.of(values()).filter(own -> kept.equals(own.code()) || kept.startsWith(own.code(""))).findFirst();
    }
}
