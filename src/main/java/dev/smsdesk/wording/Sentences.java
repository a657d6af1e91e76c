package dev.smsdesk.wording;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts codes into words, in one language and time zone. A pattern of messages.properties names its parameters {@code {0}} as they are,
 * {@code {0,number}}, {@code {0,time}}, {@code {0,duration}}, {@code {0,list}}, {@code {0,ended}} for text that may lack its last dot, or
 * {@code {0,code}} and
 * {@code {0,reason}} for a stored code inside another, as it is or as a whole sentence. No character has to be escaped in a pattern,
 * unlike those of
 * java.text.MessageFormat.
 */
public final class Sentences {
    /** For the API and the log. */
    public static final Sentences ENGLISH = new Sentences(Locale.ENGLISH, ZoneOffset.UTC);
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])(?:,([a-z]+))?}");
    private final ResourceBundle bundle;
    private final Locale locale;
    private final DateTimeFormatter time;

    public Sentences(Locale locale, ZoneId zone) {
        this.bundle = ResourceBundle.getBundle("dev.smsdesk.wording.messages", locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.locale = locale;
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", locale).withZone(zone);
    }

    public String of(SentenceKey key, Object... parameters) {
        return filled(bundle.getString(key.key()), List.of(parameters));
    }

    public String of(Sentence sentence) {
        return filled(bundle.getString(sentence.key()), sentence.parameters());
    }

    /**
     * @param text lines, each a code with its parameters; Sinch's own words are kept among them and stay as they are. May be null. @return
     * null for null
     */
    public String ofStored(String text) {
        return text == null ? null : text.lines().map(this::line).collect(Collectors.joining(" "));
    }

    private String line(String text) {
        StoredLine line = StoredLine.read(text);
        String key = StoredCode.PREFIX + line.code();
        return bundle.containsKey(key) ? filled(bundle.getString(key), line.parameters()) : text;
    }

    private String filled(String pattern, List<?> parameters) {
        Matcher place = PLACE.matcher(pattern);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            int number = Integer.parseInt(place.group(1));
            String parameter = number < parameters.size() ? shown(parameters.get(number).toString(), place.group(2)) : "";
            place.appendReplacement(filled, Matcher.quoteReplacement(parameter));
        }
        return place.appendTail(filled).toString();
    }

    /** A parameter that is not of this form, as a column that is too short leaves it, is shown as it is. */
    private String shown(String parameter, String form) {
        try {
            return switch (form == null ? "" : form) {
                case "number" -> count(Long.parseLong(parameter));
                case "time" -> time(Instant.parse(parameter));
                case "duration" -> span(Duration.parse(parameter));
                case "list" -> parameter.replace(",", ", ");
                case "code" -> ofStored(parameter);
                case "ended" -> ended(parameter);
                case "reason" -> ended(ofStored(parameter));
                default -> parameter;
            };
        } catch (NumberFormatException | DateTimeException e) {
            return parameter;
        }
    }

    private static String ended(String said) {
        return said.isEmpty() || ".!?".indexOf(said.charAt(said.length() - 1)) >= 0 ? said : said + '.';
    }

    /** {@code 2026-11-24 10:15:03}. */
    public String time(Instant at) {
        return time.format(at);
    }

    /** {@code 12,345}. */
    public String count(long count) {
        return String.format(locale, "%,d", count);
    }

    /** {@code 5 days}, {@code 49 h 12 min}, {@code 12 min 3 s}, {@code 3 s}; without a sign. */
    public String span(Duration span) {
        Duration length = span.abs();
        if (length.toDays() > 3) {
            return length.toDays() + " days";
        }
        return length.toHours() > 0 ? length.toHours() + " h " + length.toMinutesPart() + " min"
            : length.toMinutes() > 0 ? length.toMinutes() + " min " + length.toSecondsPart() + " s" : length.toSeconds() + " s";
    }
}
