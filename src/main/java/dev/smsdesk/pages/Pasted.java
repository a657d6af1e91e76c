package dev.smsdesk.pages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A callback as somebody pasted it: headers line by line, and a body as text or as exact bytes. */
final class Pasted {
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_VALUE = 8_192;

    private Pasted() {}

    /** How the body is written. */
    enum Form { TEXT, BASE64, HEX }

    /** {@code Name: value} a line, as programs print them: also behind {@code >}, or as {@code -H 'Name: value'}. Lines without a colon say nothing. */
    static Map<String, List<String>> headers(String text) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            String bare = line.strip().replaceFirst("^[<>*] ?", "").replaceFirst("^(-H|--header) +", "").replaceFirst("^[\"'](.{0," + LONGEST_VALUE + "})[\"'] ?[\\\\]?$", "$1").strip();
            int colon = bare.indexOf(':', 1);
            if (colon > 0 && bare.substring(0, colon).matches("[A-Za-z0-9-]+")) {
                String value = bare.substring(colon + 1).strip();
                headers.computeIfAbsent(bare.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(value.substring(0, Math.min(value.length(), LONGEST_VALUE)));
            }
        }
        return headers;
    }

    /**
     * A text area makes every line end CRLF, so what a text was before cannot be known: both are given.
     * @return the bytes; for a text those with LF, then those with CRLF where that is another body; empty where it is not written so, or too long
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
