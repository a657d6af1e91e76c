package dev.smsdesk.app.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads single settings by kind, and collects their faults as sentences without values. */
public final class SettingReader {
    /** A name of ours in lower case, with another separator, or after a shell's export. */
    private static final Pattern ODD = Pattern.compile("(?i)(export\\s+)?(sms[_-]?desk|sinch)[_-].*");
    private static final String IN_FILE = "_FILE";
    private final SettingSources sources;
    private final Set<String> known = new TreeSet<>(Set.of("SMSDESK_CONFIG"));
    private final List<String> faults;
    private final List<String> warnings;

    public SettingReader(SettingSources sources) {
        this.sources = sources;
        this.faults = new ArrayList<>(sources.faults());
        this.warnings = new ArrayList<>(sources.warnings());
    }

    /** As it was written. Said once: what keeps it from having the effect that was meant. */
    private String value(String name) {
        String value = sources.value(name);
        if (known.add(name)) {
            sources.hidden(name).ifPresent(this::warn);
            if (value != null && value.strip().matches("(?s)\".*\"|'.*'")) {
                warn(name + " stands in quotation marks, which count as part of its value. Remove them unless they belong to it.");
            }
        }
        return value;
    }

    /** Without blanks at the ends; null where absent or blank. */
    String text(String name) {
        String value = value(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String text(String name, String form, String sentence) {
        String value = text(name);
        if (value != null && !value.matches(form)) {
            fault(name + " " + sentence);
            return null;
        }
        return value;
    }

    /** Exactly as written, in the setting or in the file that it names with {@code _FILE}; null where absent or empty. */
    String secret(String name) {
        String file = text(name + IN_FILE);
        String value = value(name);
        if (file != null && value != null && !value.isEmpty()) {
            fault(name + " and " + name + IN_FILE + " are both set. Remove one of them.");
            return null;
        }
        if (file != null) {
            value = inFile(name + IN_FILE, file);
        }
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!value.equals(value.strip())) {
            warn(name + " begins or ends with a blank. It is used as it stands; if it was pasted with the blank by mistake, remove it.");
        }
        return value;
    }

    /** One line end at the end is not part of it: editors and {@code echo} write one. @return null where a fault was noted */
    private String inFile(String name, String file) {
        try {
            String text = Files.readString(Path.of(file), StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
            if (text.isEmpty()) {
                fault(name + " names an empty file.");
            }
            return text;
        } catch (IOException | InvalidPathException e) {
            fault(name + " names a file that cannot be read as UTF-8 text (" + e.getClass().getSimpleName() + ").");
            return null;
        }
    }

    boolean isSet(String name) {
        String value = sources.value(name);
        return value != null && !value.isBlank();
    }

    /** Of the JVM itself; null where it is not set. */
    String systemProperty(String name) {
        return sources.systemProperty(name);
    }

    /** @return the faults of some reading: they do not count among {@link #faults()} */
    List<String> apart(Runnable reading) {
        int before = faults.size();
        reading.run();
        List<String> own = faults.subList(before, faults.size());
        List<String> apart = List.copyOf(own);
        own.clear();
        return apart;
    }

    boolean flag(String name) {
        String value = text(name, "(?i)true|false", "must be true or false.");
        return Boolean.parseBoolean(value);
    }

    double number(String name, double fallback, double least, double most) {
        String value = text(name);
        try {
            double number = value == null ? fallback : Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, together with what is out of bounds
        }
        fault(name + " must be a number from " + plain(least) + " to " + plain(most) + ".");
        return fallback;
    }

    Duration duration(String name, Duration fallback) {
        String value = text(name);
        try {
            Duration duration = value == null ? fallback : Duration.parse(value.toUpperCase(Locale.ROOT));
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // said below, together with what is not positive
        }
        fault(name + " must be a duration such as PT48H or PT5M.");
        return fallback;
    }

    /** An absolute http or https address without query, fragment and user; a slash at the end is taken off. */
    URI address(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            URI uri = new URI(value.replaceFirst("/+$", ""));
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        fault(name + " must be an address such as https://sms.example.com/sms-desk, without query, fragment or user name.");
        return null;
    }

    /** Names of the settings that have a value, sorted. */
    public List<String> namesSet() {
        return known.stream().filter(this::isSet).toList();
    }

    public void fault(String sentence) {
        faults.add(sentence);
    }

    void warn(String sentence) {
        warnings.add(sentence);
    }

    public List<String> warnings() {
        return warnings;
    }

    /** All faults, and all SMSDESK_ names that no setting has. */
    public List<String> faults() {
        List<String> all = new ArrayList<>(faults);
        for (String name : sources.names("SMSDESK_")) {
            if (!known.contains(name)) {
                all.add("There is no setting " + name + ". Did you mean " + nearest(name) + "?");
            }
        }
        return all;
    }

    /**
     * After all settings were read. Sinch's own tools may read other SINCH_ names, so an unknown one is only worth a warning. The same is
     * true for a name of ours in another form, and for other names in the settings file.
     */
    void warnOfNamesWithoutEffect() {
        for (String name : sources.names("SINCH_")) {
            if (!known.contains(name)) {
                warn("SMS Desk does not use " + name + ". The nearest name it knows is " + nearest(name) + ".");
            }
        }
        warnOfOddNames();
    }

    private void warnOfOddNames() {
        for (String name : sources.names("")) {
            boolean plain = name.startsWith("SMSDESK_") || name.startsWith("SINCH_") || name.startsWith("#");
            if (!plain && (ODD.matcher(name).matches() || sources.isInFile(name))) {
                String meant = name.toUpperCase(Locale.ROOT).replaceFirst("^EXPORT\\s+", "").replace('-', '_')
                    .replaceFirst("^SMS_DESK_", "SMSDESK_");
                warn(name + " has no effect: " + (known.contains(meant) ? "write " + meant + "."
                    : "there is no such setting. The nearest name is " + nearest(meant) + "."));
            }
        }
    }

    private String nearest(String name) {
        return known.stream().min(Comparator.comparingInt(other -> distance(name, other))).orElseThrow();
    }

    /** Levenshtein's: how many letters to add, drop or change. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
