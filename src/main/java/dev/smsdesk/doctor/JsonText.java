package dev.smsdesk.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A JSON text as its tokens, which can be written with other white space. Nothing is understood or rounded: each string and number stays as it was
 * written. Characters stand for bytes (ISO 8859-1), so that other charsets come through.
 */
final class JsonText {
    private static final int MOST_BYTES = 64 << 10;
    private static final int DEEPEST = 64;
    /** What is longer was not signed: it is cut. Deep indentation could make much out of little. */
    private static final int MOST_WRITTEN = 4 * MOST_BYTES;
    private static final Pattern BARE = Pattern.compile("[^\\s\\[\\]{}:,\"]+");
    private final List<String> tokens;

    private JsonText(List<String> tokens) {
        this.tokens = tokens;
    }

    /** How a writer lays it out. @param indent of one level, null for one line */
    record Layout(String words, String comma, String colon, String indent, String newline, String end) {
        static Layout line(String words, String comma, String colon) {
            return new Layout(words, comma, colon, null, "", "");
        }
    }

    /** @return empty for what is no JSON, too deep, or too large to be looked at */
    static Optional<JsonText> of(byte[] body) {
        if (body.length > MOST_BYTES) {
            return Optional.empty();
        }
        List<String> tokens = new ArrayList<>();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int depth = 0;
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            int end = at + 1;
            if (c == '"') {
                end = endOfString(text, at);
            } else if ("[{".indexOf(c) >= 0) {
                depth++;
            } else if ("]}".indexOf(c) >= 0) {
                depth--;
            } else if (":,".indexOf(c) < 0 && " \t\r\n".indexOf(c) < 0) {
                end = endOfBare(text, at);
            }
            if (end < 0 || depth < 0 || depth > DEEPEST) {
                return Optional.empty();
            }
            if (" \t\r\n".indexOf(c) < 0) {
                tokens.add(text.substring(at, end));
            }
            at = end;
        }
        return depth == 0 && !tokens.isEmpty() ? Optional.of(new JsonText(tokens)) : Optional.empty();
    }

    private static int endOfString(String text, int start) {
        for (int at = start + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') {
                at++;
            } else if (text.charAt(at) == '"') {
                return at + 1;
            }
        }
        return -1;
    }

    private static int endOfBare(String text, int start) {
        var bare = BARE.matcher(text).region(start, text.length());
        return bare.lookingAt() ? bare.end() : -1;
    }

    List<String> tokens() {
        return tokens;
    }

    /** With each string written otherwise. */
    JsonText withStrings(UnaryOperator<String> change) {
        return new JsonText(tokens.stream().map(token -> token.startsWith("\"") ? change.apply(token) : token).toList());
    }

    byte[] written(Layout layout) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < tokens.size() && out.length() < MOST_WRITTEN; i++) {
            String token = tokens.get(i);
            boolean opens = "[{".contains(token);
            boolean empty = opens && i + 1 < tokens.size() && "]}".contains(tokens.get(i + 1));
            boolean closesFilled = "]}".contains(token) && !"[{".contains(tokens.get(i - 1));
            depth += opens && !empty ? 1 : closesFilled ? -1 : 0;
            if (closesFilled) {
                newLine(out, layout, depth);
            }
            out.append(token.equals(",") ? layout.comma() : token.equals(":") ? layout.colon() : token);
            if (opens && !empty || token.equals(",")) {
                newLine(out, layout, depth);
            }
        }
        return out.append(layout.end()).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void newLine(StringBuilder out, Layout layout, int depth) {
        if (layout.indent() != null) {
            out.append(layout.newline()).append(layout.indent().repeat(depth));
        }
    }
}
