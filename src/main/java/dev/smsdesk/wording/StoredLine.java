package dev.smsdesk.wording;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a stored text: a code and its parameters, separated by colons; a backslash goes before a colon or backslash that belongs to a
 * parameter.
 */
record StoredLine(String code, List<String> parameters) {
    StoredLine {
        parameters = List.copyOf(parameters);
    }

    static StoredLine read(String line) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
                // a column may have cut it here
                part.append(i == line.length() ? "" : line.charAt(i) == 'n' ? "\n" : line.substring(i, i + 1));
            } else if (c == ':') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return new StoredLine(parts.get(0), parts.subList(1, parts.size()));
    }

    static String escaped(String parameter) {
        return parameter.replace("\\", "\\\\").replace(":", "\\:").replace("\n", "\\n");
    }
}
