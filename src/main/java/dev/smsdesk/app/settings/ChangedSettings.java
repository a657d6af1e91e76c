package dev.smsdesk.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Settings that changed since the start and take effect after the next one. Shows no value. */
public final class ChangedSettings {
    private static final String IN_FILE = "_FILE";
    /** Settings that take effect without a restart, or have a sentence of their own. */
    private static final Set<String> TAKEN = Set.of("SINCH_SERVICE_PLAN_ID", "SINCH_API_TOKEN", "SINCH_REGION", "SINCH_PROJECT_ID",
        "SINCH_KEY_ID", "SINCH_KEY_SECRET", "SINCH_APP_ID", "SINCH_CONVERSATION_REGION", "SMSDESK_HTTP_PROXY", "SMSDESK_HTTP_PROXY_USER",
        "SMSDESK_HTTP_PROXY_PASSWORD");
    private final Map<String, String> atStart;

    public ChangedSettings(SettingSources atStart) {
        this.atStart = values(atStart);
    }

    private static Map<String, String> values(SettingSources sources) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String prefix : List.of("SMSDESK_", "SINCH_")) {
            sources.names(prefix).forEach(name -> values.put(name, value(sources, name)));
        }
        return values;
    }

    /** With what the file holds, for a setting that names one. */
    private static String value(SettingSources sources, String name) {
        String value = sources.value(name);
        if (!name.endsWith(IN_FILE)) {
            return value;
        }
        try {
            return value + '\n' + Arrays.hashCode(Files.readAllBytes(Path.of(value.strip())));
        } catch (IOException | InvalidPathException e) {
            return value;   // the reading of the settings says what is wrong with it
        }
    }

    /** Names, sorted. */
    public Set<String> until(SettingSources now) {
        Map<String, String> present = values(now);
        Set<String> changed = new TreeSet<>(atStart.keySet());
        changed.addAll(present.keySet());
        changed.removeIf(name -> Objects.equals(atStart.get(name), present.get(name)) || TAKEN.contains(withoutFile(name)));
        return changed;
    }

    private static String withoutFile(String name) {
        return name.endsWith(IN_FILE) ? name.substring(0, name.length() - IN_FILE.length()) : name;
    }
}
