package dev.smsdesk;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each table has one owner: only classes of that package name it in SQL or JPQL")
class TableOwnerTest {
    private static final Path CLASSES = Path.of("target/classes/dev/smsdesk");
    private static final Path CHANGES = Path.of("src/main/resources/db/changes");
    private static final Pattern SQL = Pattern.compile("(?is)^\\s*(select|insert|update|delete|from|join|where|and|create|alter)\\b.*");
    private static final Pattern NAME = Pattern.compile("(?i)\\b(?:from|into|update|join|table)\\s+([A-Za-z_]+)");
    /** By table. */
    private static final Map<String, String> OWNERS = Map.ofEntries(
        entry("batch", "message"), entry("draft", "message"), entry("draft_chunk", "message"), entry("lookup", "message"),
        entry("submission", "message"), entry("provider_ref", "message"), entry("recipient", "message"),
        entry("report", "message"), entry("inbound", "message"),
        entry("batch_count", "message"), entry("hour_count", "message"), entry("node", "message"), entry("stray_report", "message"),
        entry("callback", "receive"), entry("callback_gist", "receive"), entry("refusal", "receive"),
        entry("traffic", "receive"), entry("heard", "receive"),
        entry("upload", "upload"), entry("upload_chunk", "upload"), entry("upload_rows", "upload"),
        entry("replay", "apply"), entry("job", "jobs"),
        entry("idempotency", "send"), entry("sending_hold", "send"), entry("sending_resume", "send"),
        entry("unheard", "reconcile"), entry("strange_inbound", "reconcile"),
        entry("presence", "reconcile"), entry("gap", "reconcile"),
        entry("api_key", "access"), entry("audit_entry", "access"),
        entry("webhook_secret", "trust"), entry("secret_use", "trust"), entry("rotation_window", "trust"),
        entry("kept_value", "app"), entry("sandbox_entry", "app"),
        entry("time_probe", "store"), entry("commit_mark", "store"), entry("change_step", "store"));

    @Test
    void noOtherPackageNamesATable() throws IOException {
        Map<String, Set<String>> elsewhere = new TreeMap<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String where = CLASSES.relativize(file).toString();
                for (String text : ClassConstants.of(file)) {
                    tablesIn(text).stream().filter(table -> !where.startsWith(OWNERS.get(table) + "/"))
                        .forEach(table -> elsewhere.computeIfAbsent(table, key -> new TreeSet<>()).add(where.replaceAll("[$.].*", "")));
                }
            }
        }
        assertEquals(Map.of(), elsewhere);
    }

    @Test
    void everyTableHasAnOwner() throws IOException {
        Set<String> tables = new TreeSet<>(Set.of("change_step"));   // made by the class that runs the changes
        Pattern create = Pattern.compile("(?m)^create table (\\w+)");
        try (Stream<Path> files = Files.list(CHANGES)) {
            for (Path file : files.toList()) {
                create.matcher(Files.readString(file)).results().forEach(found -> tables.add(found.group(1)));
            }
        }
        assertEquals(tables, new TreeSet<>(OWNERS.keySet()));
    }

    /** Tables of ours that a statement, or a piece of one, names; an entity counts as its table. */
    private static Set<String> tablesIn(String text) {
        Set<String> tables = new TreeSet<>();
        if (SQL.matcher(text).matches() || text.contains(" join ") || text.contains("(select ")) {
            Matcher names = NAME.matcher(text);
            while (names.find()) {
                String table = names.group(1).replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
                if (OWNERS.containsKey(table)) {
                    tables.add(table);
                }
            }
        }
        return tables;
    }
}
