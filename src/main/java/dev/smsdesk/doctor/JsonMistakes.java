package dev.smsdesk.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.NopIndenter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A proxy parsed the JSON and wrote it anew. The original is written again in the usual layouts, escapes and orders of members. */
final class JsonMistakes {
    private static final int DEEPEST = 64;
    private static final JsonMapper JSON = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    private static final Pattern HTML_ESCAPE = Pattern.compile("(?i)\\\\u00(26|27|2b|3c|3d|3e)");
    /** The order of Sinch's documentation; other members follow. */
    private static final List<String> DOCUMENTED = List.of(
        "app_id", "project_id", "accepted_time", "event_time", "type", "batch_id", "message_delivery_report", "message_id",
        "conversation_id", "id", "from", "to", "body", "recipient", "code", "status", "channel", "identity", "at",
        "operator_status_at", "received_at", "sent_at", "total_message_count", "statuses", "count", "recipients",
        "channel_identity", "contact_id", "reason", "description", "metadata", "processing_mode", "client_reference",
        "message_metadata");
    private static final List<Comparator<String>> ORDERS = List.of(Comparator.naturalOrder(),
        Comparator.comparingInt(name -> DOCUMENTED.contains(name) ? DOCUMENTED.indexOf(name) : DOCUMENTED.size()));
    private static final List<JsonLayout> LAYOUTS = layouts();
    /** What the proxy did, and how the original's text follows from the text without these escapes. */
    private static final Map<Detail, UnaryOperator<String>> ESCAPES = new LinkedHashMap<>();

    static {
        JSON.getFactory().setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        ESCAPES.put(Detail.UNESCAPED, json -> escaped(json, HexFormat.of()));
        ESCAPES.put(Detail.UNESCAPED_CAPITALS, json -> escaped(json, HexFormat.of().withUpperCase()));
        ESCAPES.put(Detail.SLASHES_UNESCAPED, json -> json.replace("/", "\\/"));
        ESCAPES.put(Detail.HTML_UNESCAPED, json -> json.replace("<", "\\u003c").replace(">", "\\u003e")
            .replace("&", "\\u0026").replace("'", "\\u0027"));
    }

    private final Trial trial;
    private final String body;

    private record JsonLayout(Detail name, PrettyPrinter printer, String end) {}

    JsonMistakes(Trial trial, byte[] body) {
        this.trial = trial;
        this.body = new String(body, StandardCharsets.UTF_8);
    }

    private static List<JsonLayout> layouts() {
        Separators spaced = new Separators().withObjectFieldValueSpacing(Spacing.AFTER)
            .withObjectEmptySeparator("").withArrayEmptySeparator("");
        List<JsonLayout> layouts = new ArrayList<>();
        layouts.add(new JsonLayout(Detail.SIGNED_COMPACT, new MinimalPrettyPrinter(), ""));
        layouts.add(new JsonLayout(Detail.SIGNED_SPACED, new DefaultPrettyPrinter(spaced.withObjectEntrySpacing(Spacing.AFTER)
            .withArrayValueSpacing(Spacing.AFTER)).withObjectIndenter(new NopIndenter()).withArrayIndenter(new NopIndenter()), ""));
        for (Spacing colon : List.of(Spacing.AFTER, Spacing.BOTH)) {
            for (String indent : List.of("  ", "    ", "\t")) {
                for (String newline : List.of("\n", "\r\n")) {
                    DefaultIndenter lines = new DefaultIndenter(indent, newline);
                    DefaultPrettyPrinter printer = new DefaultPrettyPrinter(spaced.withObjectFieldValueSpacing(colon))
                        .withObjectIndenter(lines).withArrayIndenter(lines);
                    layouts.add(new JsonLayout(Detail.SIGNED_INDENTED, printer, ""));
                    layouts.add(new JsonLayout(Detail.SIGNED_INDENTED, printer, newline));
                }
            }
        }
        return layouts;
    }

    Optional<Finding> find() {
        try {
            JsonNode json = JSON.readTree(body);
            Optional<Detail> change = layout(json).map(this::change).or(() -> escapes(json)).or(() -> order(json));
            return change.map(detail -> Finding.of(Cause.BODY_RESERIALISED, detail));
        } catch (JsonProcessingException e) {
            return Optional.empty();   // no JSON, or too deep
        }
    }

    /** Characters are written as they are; what arrived tells which escapes the proxy added. */
    private Detail change(Detail layout) {
        if (body.contains("\\/")) {
            return Detail.SLASHES_ESCAPED;
        }
        return HTML_ESCAPE.matcher(body).find() ? Detail.HTML_ESCAPED : body.contains("\\u") ? Detail.ESCAPED : layout;
    }

    private Optional<Detail> layout(JsonNode json) {
        return layout(json, UnaryOperator.identity());
    }

    private Optional<Detail> layout(JsonNode json, UnaryOperator<String> escape) {
        return LAYOUTS.stream().filter(layout -> !trial.isOver() && signed(escape.apply(written(json, layout))))
            .map(JsonLayout::name).findFirst();
    }

    private Optional<Detail> escapes(JsonNode json) {
        return ESCAPES.entrySet().stream().filter(way -> layout(json, way.getValue()).isPresent()).map(Map.Entry::getKey).findFirst();
    }

    private Optional<Detail> order(JsonNode json) {
        return ORDERS.stream().map(order -> sorted(json, order))
            .filter(sorted -> layout(sorted).or(() -> escapes(sorted)).isPresent()).findFirst()
            .map(sorted -> Detail.MEMBERS_REORDERED);
    }

    private boolean signed(String original) {
        return trial.signer(original.getBytes(StandardCharsets.UTF_8)) != null;
    }

    private static String written(JsonNode json, JsonLayout layout) {
        try {
            return JSON.writer(layout.printer()).writeValueAsString(json) + layout.end();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    private static String escaped(String json, HexFormat hex) {
        StringBuilder out = new StringBuilder(json.length());
        for (char c : json.toCharArray()) {
            if (c < 0x80) {
                out.append(c);
            } else {
                out.append("\\u").append(hex.toHexDigits(c));
            }
        }
        return out.toString();
    }

    private static JsonNode sorted(JsonNode node, Comparator<String> order) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.createArrayNode();
            array.forEach(element -> copy.add(sorted(element, order)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.propertyStream().sorted(Map.Entry.comparingByKey(order))
                .forEach(member -> copy.set(member.getKey(), sorted(member.getValue(), order)));
            return copy;
        }
        return node;
    }
}
