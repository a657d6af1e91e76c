package dev.smsdesk.servers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks by servers: ok and what was seen, or FAILED with the reason below. */
final class ResultTable {
    private final Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    private final Set<String> servers = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    /** @param seen empty where there is nothing to add */
    void ok(String server, String check, String seen) {
        cell(server, check, ("ok " + seen).strip());
    }

    void failed(String server, String check, Throwable why) {
        cell(server, check, "FAILED");
        notes.add(server + ", " + check + ": " + why);
    }

    void skipped(String server, String why) {
        servers.add(server);
        notes.add(server + " was skipped. " + why);
    }

    boolean isOk(String server, String check) {
        return cells.getOrDefault(check, Map.of()).getOrDefault(server, "").startsWith("ok");
    }

    private void cell(String server, String check, String text) {
        servers.add(server);
        cells.computeIfAbsent(check, unused -> new LinkedHashMap<>()).put(server, text);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("\n| check |");
        servers.forEach(server -> table.append(' ').append(server).append(" |"));
        table.append("\n|---|").append("---|".repeat(servers.size())).append('\n');
        cells.forEach((check, row) -> {
            table.append("| ").append(check).append(" |");
            servers.forEach(server -> table.append(' ').append(row.getOrDefault(server, "–")).append(" |"));
            table.append('\n');
        });
        notes.forEach(note -> table.append(note).append('\n'));
        return table.toString();
    }
}
