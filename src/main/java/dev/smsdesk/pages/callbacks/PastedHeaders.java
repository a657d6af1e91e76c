package dev.smsdesk.pages.callbacks;

import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.signature.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the signature headers, and Authorization, in a pasted text. Their names are unmistakable, so each name is looked for in any
 * notation (lines, JSON, HAR, program dumps, tables, a curl command), and the value that follows is taken.
 */
final class PastedHeaders {
    private static final int LONGEST_VALUE = 8_192;
    private static final int MOST_VALUES = 1_000;
    private static final int NEARBY = 200;
    private static final List<String> NAMES = List.of(Signature.HEADER, Signature.ALGORITHM_HEADER, Signature.NONCE_HEADER,
        Signature.TIMESTAMP_HEADER, "authorization");
    /** Also as environment and log variables write them: {@code HTTP_X_SINCH_WEBHOOK_SIGNATURE}. */
    private static final Pattern NAME = Pattern.compile("(?i)(?<![\\w/-])(?:HTTP_|-H)?"
        + "(x[-_]?sinch[-_]?webhook[-_]?signature(?:[-_]?(?:algorithm|nonce|timestamp))?|authorization)(?![\\w-])");
    private static final Pattern AFTER_NAME = Pattern.compile("(?:\\\\*[\"'`]|[\\])>*]|</?[A-Za-z][^<>]{0,80}>){0,8}");
    private static final Pattern SEPARATOR = Pattern.compile("[ \\t]*(=>|->|:=|[:=|│┃,;])[ \\t]*|[ \\t]+|");
    private static final Pattern VALUE_KEY = Pattern.compile("(?is)[^{}]{0," + NEARBY + "}?(?<![\\w-])values?\\\\*[\"'`]?\\s*[:=]>?\\s*");
    private static final Pattern VALUE_BEFORE = Pattern.compile(
        "(?is).*(?<![\\w-])values?\\\\*[\"'`]?\\s*[:=]\\s*\\\\*[\"']([^\"'\\\\]*)[^{}]*");
    private static final Pattern BEFORE_VALUE = Pattern.compile(
        "(?:\\s*(?:string\\(\\d+\\)|array(?:\\(\\d+\\)|:\\d+)?|\\[?\\d\\]?\\s*=>|[\\[({]|[|>][+-]?\\s*\\n|-\\s|[bu](?=[\"']))){0,8}\\s*");
    private static final Pattern WORD = Pattern.compile("(?:(?:Basic|Bearer)[ ]+)?[^\\s,;|&\"'`<>\\])}│┃\\\\]*");
    private static final Pattern HEADER_LINE = Pattern.compile("\\s*[A-Za-z0-9-]+:(?:\\s.*|)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([/\"'\\\\]))|%(2[BbFf]|3[Dd])");
    private static final Pattern ENTITY = Pattern.compile("&(?:#(?:x([0-9a-fA-F]{2})|(\\d{2}))|quot);");
    private static final Pattern MORE = Pattern.compile("\\s*,?\\s*(?:\\d\\s*=>\\s*)?(?=[^\\s,;\\[({\\])}>])");
    private static final Pattern ANOTHER_KEY = Pattern.compile("(?i)(?s)[\"'`]?(?:name|key)[\"'`]?\\s*[:=].*");
    private static final Set<String> NOTHING = Set.of("null", "undefined", "None", "nil", "(null)", "-");
    private final String text;
    /** By name, then by the way in which its values are written: a dump may show the same header in several views. */
    private final Map<String, Map<String, List<String>>> found = new LinkedHashMap<>();

    private PastedHeaders(String text) {
        this.text = text;
    }

    /** @return names in small letters; empty where no name with a value was found */
    static Map<String, List<String>> in(String pasted) {
        PastedHeaders headers = new PastedHeaders(plain(pasted));
        List<MatchResult> names = NAME.matcher(headers.text).results().limit(MOST_VALUES).toList();
        for (int i = 0; i < names.size(); i++) {
            headers.read(names.get(i), i + 1 < names.size() ? names.get(i + 1).start() : headers.text.length());
        }
        return headers.merged();
    }

    /** Without what terminals, text processors and HTML put between, and with real line ends. */
    private static String plain(String pasted) {
        String text = pasted.replaceAll("[\\u200b\\ufeff\\u2060]|\\u001b\\[[0-9;]*m", "").replace('\u00a0', ' ').replaceAll("[“”„]", "\"")
            .replaceAll("[‘’]", "'")
            .replaceAll("(?:\\\\r)?\\\\n(?=\\s*[\\w-]+\\s*:|[\"'\\s]*(?:\\n|$))", "\n").replace("\r\n", "\n").replace('\r', '\n');
        return ENTITY.matcher(text).replaceAll(entity -> Matcher.quoteReplacement(entity.group(1) != null ? character(entity.group(1), 16)
            : entity.group(2) != null ? character(entity.group(2), 10) : "\""));
    }

    private static String character(String code, int radix) {
        return Character.toString(Integer.parseInt(code, radix));
    }

    /** @param next where the next name begins: no value goes beyond it */
    private void read(MatchResult name, int next) {
        int end = Math.min(next, name.end() + 2 * LONGEST_VALUE);
        String after = text.substring(name.end(), end);
        String quote = name.start() == 0 ? "" : text.substring(name.start() - 1, name.start());
        if (!quote.isEmpty() && "\"'`".contains(quote) && after.matches("(?s)[ \\t]*[:=].*") && after.contains(quote)) {
            // 'Name: value'
            keep(name, "whole", List.of(after.substring(0, after.indexOf(quote)).replaceFirst("^[ \\t]*[:=]", "").replaceFirst("\\\\+$", "")
                .strip()));
            return;
        }
        int from = skip(AFTER_NAME, after, 0);
        Matcher separator = SEPARATOR.matcher(after).region(from, after.length());
        separator.lookingAt();
        String mark = separator.group(1) == null ? "" : separator.group(1);
        Matcher key = VALUE_KEY.matcher(after).region(from, after.length());
        boolean pair = List.of("", ",", ";").contains(mark) && key.lookingAt();
        int at = pair ? key.end() : separator.end();
        if (!pair && after.startsWith("}", at)) {
            Matcher before = VALUE_BEFORE.matcher(text.substring(Math.max(0, name.start() - NEARBY), name.start()));
            keep(name, "before", before.matches() ? List.of(before.group(1)) : List.of());
            return;
        }
        boolean line = from == 0 && mark.equals(":") && text.substring(text.lastIndexOf('\n', name.start()) + 1, name.start())
            .matches("\\s*[<>*]?\\s*");
        values(name, after, at, line, after.substring(0, at));
    }

    /** @param line whether the name begins a line and a colon follows; @param notation what stands between name and value */
    private void values(MatchResult name, String after, int at, boolean line, String notation) {
        String rest = after.substring(at);
        String first = rest.lines().findFirst().orElse("").strip();
        if (line && first.matches("[^\"'`\\[{(>|-].*|-[^ ].*|([\"'`])(?!.*\\1[,;]?$).*")) {
            keep(name, notation, List.of(first));   // Name: value, as it stands
            return;
        }
        int start = skip(BEFORE_VALUE, rest, 0);
        boolean list = rest.substring(0, start).matches("(?s).*(?:[\\[{]|(?<![a-z])\\().*");
        String following = rest.substring(start);
        if (line && !list && first.isEmpty() && (following.isEmpty()
            || HEADER_LINE.matcher(following.lines().findFirst().orElse("")).matches())) {
            keep(name, notation, List.of(""));
            return;
        }
        List<String> values = new ArrayList<>();
        int[] position = {start};
        boolean more = !ANOTHER_KEY.matcher(following).matches();
        while (more) {
            values.add(one(rest, position));
            Matcher between = MORE.matcher(rest).region(position[0], rest.length());
            more = list && between.lookingAt() && between.end() > position[0];
            position[0] = more ? between.end() : position[0];
        }
        keep(name, (notation + rest.substring(0, start)).replaceAll("\\s+", " "), values);
    }

    /** One value, in quotation marks or not; null where there is none. @param position where it begins; moved behind it */
    private static String one(String rest, int[] position) {
        Matcher opening = Pattern.compile("\\\\*[\"'`]").matcher(rest).region(position[0], rest.length());
        if (!opening.lookingAt()) {
            Matcher word = WORD.matcher(rest).region(position[0], rest.length());
            word.lookingAt();
            position[0] = word.end();
            return word.group().isEmpty() ? null : unescaped(word.group());
        }
        String mark = opening.group();
        int close = opening.end();
        while (close < rest.length() && !rest.startsWith(mark, close)) {
            close += mark.length() == 1 && rest.charAt(close) == '\\' ? 2 : 1;
        }
        close = Math.min(close, rest.length());
        position[0] = Math.min(rest.length(), close + mark.length());
        return unescaped(rest.substring(opening.end(), close));
    }

    private static int skip(Pattern what, String in, int from) {
        Matcher matcher = what.matcher(in).region(from, in.length());
        return matcher.lookingAt() ? matcher.end() : from;
    }

    /** JSON writers escape + and =, some of them / as well; forms have their own way. */
    private static String unescaped(String value) {
        return ESCAPE.matcher(value).replaceAll(escape -> Matcher.quoteReplacement(escape.group(3) != null ? escape.group(3)
            : character(Stream.of(1, 2, 4).map(escape::group).filter(code -> code != null).findFirst().orElseThrow(), 16)));
    }

    private void keep(MatchResult name, String notation, List<String> values) {
        String letters = letters(name.group(1));
        String header = NAMES.stream().filter(one -> letters(one).equals(letters)).findFirst().orElseThrow();
        List<String> kept = found.computeIfAbsent(header, one -> new LinkedHashMap<>()).computeIfAbsent(notation, one -> new ArrayList<>());
        values.stream().filter(value -> value != null && !NOTHING.contains(value) && !NAME.matcher(value).matches())
            .forEach(value -> kept.add(Text.cut(value, LONGEST_VALUE)));
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    /** Of several views the one with most values, and what only the others have. */
    private Map<String, List<String>> merged() {
        Map<String, List<String>> merged = new LinkedHashMap<>();
        found.forEach((header, views) -> {
            List<String> most = views.values().stream().reduce(List.of(), (a, b) -> b.size() > a.size() ? b : a);
            List<String> values = new ArrayList<>(most);
            Set<String> others = new LinkedHashSet<>();
            views.values().forEach(others::addAll);
            others.stream().filter(value -> !most.contains(value) && !value.isEmpty()).forEach(values::add);
            if (!values.isEmpty()) {
                merged.put(header, values);
            }
        });
        return merged;
    }
}
