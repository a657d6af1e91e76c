package dev.smsdesk.doctor;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which one writer escapes a string and another does not. A string here has one character for each byte. */
final class JsonStrings {
    /** Characters of {@code \\u00e5}. */
    private static final int ESCAPE = 6;
    private static final Pattern BEYOND_ASCII = Pattern.compile("[\u0080-\u00ff]+");
    private static final String HTML = "<>&'=+";

    private JsonStrings() {}

    /** What may have been done to get from what came to what was signed, in words of what happened on the way. */
    static Map<String, UnaryOperator<String>> ways() {
        Map<String, UnaryOperator<String>> ways = new LinkedHashMap<>();
        ways.put("", token -> token);
        ways.put("characters written as \\u escapes", token -> unescaped(token, false));
        ways.put("\\u escapes written as characters", token -> escaped(token, true));
        ways.put("\\u escapes written as characters (in capitals)", token -> escaped(token, false));
        ways.put("slashes escaped", token -> token.replace("\\/", "/"));
        ways.put("slashes no longer escaped", token -> token.replaceAll("(?<!\\\\)/", "\\\\/"));
        ways.put("HTML characters escaped", token -> unescaped(token, true));
        ways.put("HTML characters no longer escaped", JsonStrings::htmlEscaped);
        return ways;
    }

    /** By hand, as a body may be nothing but escapes, which makes a regular expression of Java's overflow its stack. @param html only those below 128, else only those above */
    private static String unescaped(String token, boolean html) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < token.length(); ) {
            int end = at;
            StringBuilder chars = new StringBuilder();
            while (isEscape(token, end)) {
                chars.append((char) Integer.parseInt(token.substring(end + 2, end + ESCAPE), 16));
                end += ESCAPE;
            }
            boolean ascii = chars.chars().allMatch(c -> HTML.indexOf(c) >= 0);
            boolean beyond = chars.chars().allMatch(c -> c > 127) && StandardCharsets.UTF_8.newEncoder().canEncode(chars);
            if (end > at && (html ? ascii : beyond)) {
                out.append(new String(chars.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            } else {
                end = end > at ? end : Math.min(token.length(), token.charAt(at) == '\\' ? at + 2 : at + 1);
                out.append(token, at, end);
            }
            at = end;
        }
        return out.toString();
    }

    private static boolean isEscape(String token, int at) {
        return token.startsWith("\\u", at) && at + ESCAPE <= token.length() && token.substring(at + 2, at + ESCAPE).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static String escaped(String token, boolean lower) {
        return BEYOND_ASCII.matcher(token).replaceAll(found -> {
            String text = new String(found.group().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            StringBuilder codes = new StringBuilder();
            text.chars().forEach(c -> codes.append("\\u").append(hex(c, lower)));
            return Matcher.quoteReplacement(codes.toString());
        });
    }

    private static String htmlEscaped(String token) {
        StringBuilder out = new StringBuilder();
        token.chars().forEach(c -> out.append(HTML.indexOf(c) >= 0 && "=+".indexOf(c) < 0 ? "\\u" + hex(c, true) : String.valueOf((char) c)));
        return out.toString();
    }

    private static String hex(int c, boolean lower) {
        return String.format(Locale.ROOT, lower ? "%04x" : "%04X", c);
    }
}
