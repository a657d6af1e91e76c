package dev.smsdesk.message;

import dev.smsdesk.wording.StoredCode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why this installation says that a message was not sent, or that it is not known. The column {@code reason} keeps the code. Reasons of
 * Sinch are
 * kept as received, beside other states.
 */
public enum OwnReason implements StoredCode {
    GIVEN_UP,
    WITHDRAWN,
    /** With how the call ended. */
    NO_CLEAR_ANSWER,
    NO_RECORD,
    FOREIGN_ID;

    /** As the API gives it and the column keeps it. */
    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param kept what the column has, or null. @return the code of a reason of ours, else what is kept */
    static String word(DeliveryState state, String kept) {
        return of(state, kept).map(OwnReason::code).orElse(kept);
    }

    /** @return a stored code of ours with its parameters, or null beside Sinch's words */
    static String detail(DeliveryState state, String kept) {
        return of(state, kept).isPresent() ? kept : null;
    }

    private static Optional<OwnReason> of(DeliveryState state, String kept) {
        return kept == null || state == null || !state.isOurWord() ? Optional.empty()
            : Stream.of(values()).filter(own -> kept.equals(own.code()) || kept.startsWith(own.code() + ":")).findFirst();
    }
}
