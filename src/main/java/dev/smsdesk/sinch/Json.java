package dev.smsdesk.sinch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads one JSON object, strictly and within bounds; writes ours. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64).maxNumberLength(100).maxNameLength(1000).maxStringLength(1 << 20).build())
                    // Names from outside are neither kept between bodies nor hashed by a table that can be attacked.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * The object that these bytes are. Always UTF-8, one byte order mark in front is skipped; the parser would guess among encodings.
     * @throws NotReadable for anything else, saying where but never what stood there
     */
    static JsonNode object(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(text(body));
            if (node.isMissingNode()) {
                throw new NotReadable("the body is empty");
            }
            if (!node.isObject()) {
                throw new NotReadable("the body is not a JSON object");
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw new NotReadable("JSON nested too deep, or with a value too long");
        } catch (JsonProcessingException e) {
            throw new NotReadable(fault(e));
        }
    }

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new NotReadable("the body is not UTF-8");
        }
    }

    private static String fault(JsonProcessingException e) {
        String where = e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
        boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
        return (twice ? "a member is given twice" : "the body is not one JSON object") + where;
    }
}
