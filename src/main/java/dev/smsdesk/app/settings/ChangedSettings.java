package dev.smsdesk.app.settings;

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
            sources.names(prefix).forEach(name -> values.put(name, sources.value(name)));
        }
        return values;
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
