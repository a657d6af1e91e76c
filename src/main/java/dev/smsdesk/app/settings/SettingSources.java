package dev.smsdesk.app.settings;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where settings come from, the first that has one wins: context parameter, system property, environment, the file that
 * SMSDESK_CONFIG names (UTF-8, lines {@code NAME=value}, {@code #} for comments, nothing trimmed, no escapes).
 */
public final class SettingSources {
    private static final String SETTINGS_FILE = "the settings file";
    private static final String FILE = "SMSDESK_CONFIG";
    private final List<Source> inOrder;
    private final List<String> faults = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param name for sentences: "the environment" */
    private record Source(String name, Map<String, String> values) {}

    SettingSources(Map<String, String> contextParameters, Map<String, String> systemProperties, Map<String, String> environment) {
        this.inOrder = new ArrayList<>(List.of(new Source("the context parameters", contextParameters),
            new Source("the system properties", systemProperties), new Source("the environment", environment)));
        String file = value(FILE);
        if (file != null && !file.isBlank()) {
            inOrder.add(new Source(SETTINGS_FILE, read(file.strip())));
        }
    }

    /** These settings alone, with the file that they may name. */
    public static SettingSources of(Map<String, String> settings) {
        return new SettingSources(settings, Map.of(), Map.of());
    }

    public static SettingSources of(ServletContext context) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Collections.list(context.getInitParameterNames()).forEach(name -> parameters.put(name, context.getInitParameter(name)));
        Map<String, String> properties = new LinkedHashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return new SettingSources(parameters, properties, System.getenv());
    }

    /** As it was written; null where no source has it. */
    String value(String name) {
        return inOrder.stream().map(source -> source.values().get(name)).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** As the JVM has it; other sources do not count. Null where it is not set. */
    String systemProperty(String name) {
        return inOrder.get(1).values().get(name);
    }

    /** A sentence where the value that counts is empty and a later source has one; else empty. */
    Optional<String> hidden(String name) {
        List<Source> having = inOrder.stream().filter(source -> source.values().containsKey(name)).toList();
        if (having.isEmpty() || !having.get(0).values().get(name).isBlank()) {
            return Optional.empty();
        }
        return having.stream().filter(source -> !source.values().get(name).isBlank()).findFirst().map(source -> name + " is empty in "
            + having.get(0).name() + ", and so its value in " + source.name() + " does not count. Remove the empty one.");
    }

    boolean isInFile(String name) {
        return inOrder.stream().anyMatch(source -> source.name().equals(SETTINGS_FILE) && source.values().containsKey(name));
    }

    /** All names in all sources that begin so, sorted. */
    TreeSet<String> names(String prefix) {
        TreeSet<String> names = new TreeSet<>();
        inOrder.forEach(source -> source.values().keySet().stream().filter(name -> name.startsWith(prefix)).forEach(names::add));
        return names;
    }

    List<String> faults() {
        return faults;
    }

    /** Warnings about the file, without values. */
    List<String> warnings() {
        return warnings;
    }

    private Map<String, String> read(String file) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            List<String> lines = Files.readString(Path.of(file), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "").lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                int equals = line.indexOf('=');
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (equals < 1) {
                    faults.add("Line " + (i + 1) + " of the file that SMSDESK_CONFIG names is not NAME=value.");
                } else {
                    String name = line.substring(0, equals).strip();
                    if (values.put(name, line.substring(equals + 1)) != null && !name.startsWith("#")) {
                        warnings.add(name + " stands twice in the settings file. The last one counts, in line " + (i + 1) + ".");
                    }
                }
            }
        } catch (IOException | InvalidPathException e) {
            faults.add("The file that SMSDESK_CONFIG names cannot be read as UTF-8 text (" + e.getClass().getSimpleName() + ").");
        }
        return values;
    }
}
