package dev.smsdesk.app;

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
import java.util.TreeSet;

/**
 * Where settings come from, the first that has one wins: context parameter, system property, environment, the file that
 * SMSDESK_CONFIG names (UTF-8, lines {@code NAME=value}, {@code #} for comments, nothing trimmed, no escapes).
 */
final class SettingSources {
    private static final String FILE = "SMSDESK_CONFIG";
    private final List<Map<String, String>> inOrder;
    private final List<String> faults = new ArrayList<>();

    SettingSources(Map<String, String> contextParameters, Map<String, String> systemProperties, Map<String, String> environment) {
        this.inOrder = new ArrayList<>(List.of(contextParameters, systemProperties, environment));
        String file = value(FILE);
        if (file != null && !file.isBlank()) {
            inOrder.add(read(file.strip()));
        }
    }

    static SettingSources of(ServletContext context) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Collections.list(context.getInitParameterNames()).forEach(name -> parameters.put(name, context.getInitParameter(name)));
        Map<String, String> properties = new LinkedHashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return new SettingSources(parameters, properties, System.getenv());
    }

    /** As it was written; null where no source has it. */
    String value(String name) {
        return inOrder.stream().map(source -> source.get(name)).filter(value -> value != null).findFirst().orElse(null);
    }

    /** All names in all sources that begin so, sorted. */
    TreeSet<String> names(String prefix) {
        TreeSet<String> names = new TreeSet<>();
        inOrder.forEach(source -> source.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(names::add));
        return names;
    }

    List<String> faults() {
        return faults;
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
                    values.put(line.substring(0, equals).strip(), line.substring(equals + 1));
                }
            }
        } catch (IOException | InvalidPathException e) {
            faults.add("The file that SMSDESK_CONFIG names cannot be read as UTF-8 text (" + e.getClass().getSimpleName() + ").");
        }
        return values;
    }
}
