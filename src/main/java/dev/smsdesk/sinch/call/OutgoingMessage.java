package dev.smsdesk.sinch.call;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * One text to some recipients, for one call to whichever of Sinch's APIs.
 * @param to          as they go out: with + where they are international; at least one, at most {@link Sender#mostRecipients()}
 * @param from        number, short code or up to 11 letters
 * @param text        0 to 2000 characters
 * @param callbackUrl where reports go, absolute
 * @param reference   our id, which comes back in every report
 * @param marketing   false for a message that a person waits for
 */
public record OutgoingMessage(List<String> to, String from, String text, URI callbackUrl, String reference,
        boolean marketing) {
    public OutgoingMessage {
        to = List.copyOf(to);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(reference, "reference");
        if (to.isEmpty()) {
            throw new IllegalArgumentException("A message has at least one recipient.");
        }
        if (!callbackUrl.isAbsolute()) {
            throw new IllegalArgumentException("A callback URL names its host: " + callbackUrl);
        }
    }

    /** For marketing. */
    public OutgoingMessage(List<String> to, String from, String text, URI callbackUrl, String reference) {
        this(to, from, text, callbackUrl, reference, true);
    }
}
