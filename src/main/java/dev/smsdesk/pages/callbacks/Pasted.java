package dev.smsdesk.pages.callbacks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The body of a pasted callback, as text or as exact bytes. */
final class Pasted {
    private static final int MOST_BYTES = 1 << 20;

    private Pasted() {}

    /** How the body is written. */
    enum Form { TEXT, BASE64, HEX }

    /**
     * A text area makes every line end CRLF, so what a text was before cannot be known: both are given.
     * @return the bytes; for a text those with LF, then those with CRLF where that is another body; empty where it is not written so, or
     *         too long
     */
    static Optional<List<byte[]>> body(Form form, String text) {
        try {
            List<byte[]> bodies = switch (form) {
                case BASE64 -> List.of(Base64.getMimeDecoder().decode(text.strip()));
                case HEX -> List.of(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
                case TEXT -> texts(text.replace("\r\n", "\n"));
            };
            return bodies.get(0).length > MOST_BYTES ? Optional.empty() : Optional.of(bodies);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<byte[]> texts(String text) {
        byte[] unix = text.getBytes(StandardCharsets.UTF_8);
        return text.contains("\n") ? List.of(unix, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)) : List.of(unix);
    }
}
