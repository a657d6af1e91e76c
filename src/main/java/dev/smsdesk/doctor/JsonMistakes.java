package dev.smsdesk.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Something on the way read the JSON and wrote it anew: other white space, other escapes, another order of members. */
final class JsonMistakes {
    private static final JsonText.Layout COMPACT = JsonText.Layout.line("without white space", ",", ":");
    private static final List<JsonText.Layout> LAYOUTS = List.of(COMPACT, JsonText.Layout.line("with a blank after commas and colons", ", ", ": "),
        pretty("  ", "\n", ": ", ""), pretty("  ", "\n", ": ", "\n"), pretty("    ", "\n", ": ", ""), pretty("    ", "\n", ": ", "\n"), pretty("\t", "\n", ": ", ""),
        pretty("\t", "\n", ": ", "\n"), pretty("  ", "\r\n", ": ", ""), pretty("  ", "\r\n", ": ", "\r\n"), pretty("    ", "\r\n", ": ", ""), pretty("    ", "\r\n", ": ", "\r\n"),
        pretty("  ", "\n", " : ", ""), pretty("  ", "\n", " : ", "\n"));
    private final Trial trial;
    private final byte[] body;

    JsonMistakes(Trial trial, byte[] body) {
        this.trial = trial;
        this.body = body;
    }

    private static JsonText.Layout pretty(String indent, String newline, String colon, String end) {
        return new JsonText.Layout("indented", ",", colon, indent, newline, end);
    }

    Optional<Finding> find() {
        return JsonText.of(body).flatMap(json -> layouts(json).or(() -> orders(json)));
    }

    private Optional<Finding> layouts(JsonText json) {
        for (Map.Entry<String, UnaryOperator<String>> way : JsonStrings.ways().entrySet()) {
            JsonText strings = trial.isOver() ? json : json.withStrings(way.getValue());
            for (JsonText.Layout layout : LAYOUTS) {
                if (!trial.isOver() && trial.signer(strings.written(layout)) != null) {
                    return Optional.of(new Finding(Cause.BODY_RESERIALISED, way.getKey().isEmpty() ? "it was signed " + layout.words() : way.getKey()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> orders(JsonText json) {
        try {
            JsonTree tree = new JsonTree(json);
            List<MemberOrders> orders = LAYOUTS.subList(0, 2).stream().map(layout -> new MemberOrders(tree, layout, written -> trial.signer(written) != null, trial::isOver)).toList();
            if (orders.stream().anyMatch(MemberOrders::usualFits) || orders.stream().anyMatch(MemberOrders::anyFits)) {
                return Optional.of(new Finding(Cause.BODY_RESERIALISED, "its members (keys) were reordered"));
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();   // no JSON after all
        }
        return Optional.empty();
    }
}
