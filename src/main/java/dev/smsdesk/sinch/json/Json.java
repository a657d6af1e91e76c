package dev.smsdesk.sinch.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Supplier;

/** Reads one JSON object, strictly and within bounds; writes ours. */
public final class Json {
    /** Above every body that is read: one long value must not cost the others. */
    private static final int LONGEST = 8 << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1000).maxNumberLength(LONGEST).maxNameLength(LONGEST).maxStringLength(LONGEST).build())
                    // Names from outside are neither kept between bodies nor hashed by a table that can be attacked.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // A number of a million digits in some member takes milliseconds, not minutes.
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * The object that these bytes are. One byte order mark in front is skipped; the parser would guess among encodings.
     * @param fallback asked for bytes that are not valid UTF-8; null for UTF-8 with U+FFFD in the place of what is invalid
     * @throws NotReadable for anything else, saying where but never what stood there
     */
    public static JsonNode object(byte[] body, Supplier<Charset> fallback) {
        try {
            JsonNode node = MAPPER.readTree(text(body, fallback));
            if (node.isMissingNode()) {
                throw new NotReadable(Unreadable.BODY_EMPTY);
            }
            if (!node.isObject()) {
                throw new NotReadable(Unreadable.BODY_NO_OBJECT);
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw new NotReadable(Unreadable.JSON_TOO_DEEP);
        } catch (JsonProcessingException e) {
            throw fault(e);
        }
    }

    /** The same in UTF-8 alone. */
    public static JsonNode object(byte[] body) {
        return object(body, () -> null);
    }

    public static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    private static String text(byte[] body, Supplier<Charset> fallback) {
        String text = decoded(body, fallback);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String decoded(byte[] body, Supplier<Charset> fallback) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            return new String(body, Objects.requireNonNullElse(fallback.get(), StandardCharsets.UTF_8));
        }
    }

    private static NotReadable fault(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String[] where = at == null ? new String[] {"–", "–"}
            : new String[] {String.valueOf(at.getLineNr()), String.valueOf(at.getColumnNr())};
        boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
        return new NotReadable(twice ? Unreadable.MEMBER_TWICE : Unreadable.BODY_NO_JSON, where);
    }
}
