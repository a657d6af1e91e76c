package dev.smsdesk.send;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.smsdesk.compose.Faults;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON object of a request. An unknown member is refused, not ignored: a caller that writes {@code send_at} does not want the batch
 * sent now.
 */
final class JsonBody {
    private static final int MOST_BYTES = 1 << 20;
    /** The pointer at the document itself, RFC 6901. */
    private static final String WHOLE = "";
    private static final JsonMapper JSON = JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build();
    private final JsonNode json;
    private final Faults faults = new Faults();

    private JsonBody(JsonNode json) {
        this.json = json;
    }

    /** @throws ProblemException TOO_LARGE, above 1 MiB; BODY_BROKEN, it ended early */
    static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ProblemException(ProblemType.TOO_LARGE,
                    "The body is larger than 1 MiB. Split the recipients into several batches.");
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(ProblemType.BODY_BROKEN, ProblemDetail.BODY_BROKEN.toString(),
                Duration.ofSeconds(5));
        }
    }

    /**
     * @param expected what to send: {@code a JSON object with from, to and text}
     * @throws ProblemException BAD_REQUEST, not one JSON document; INVALID, no object
     */
    static JsonBody of(byte[] body, String expected) {
        JsonNode json = parsed(body, expected);
        if (!json.isObject()) {
            throw new ProblemException(List.of(new FieldError(WHOLE, "Send " + expected + ".")));
        }
        return new JsonBody(json);
    }

    private static JsonNode parsed(byte[] body, String expected) {
        if (!isUtf8(body)) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The body is not valid UTF-8. Write the JSON document in UTF-8.");
        }
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.isMissingNode()) {
                return json;
            }
        } catch (JacksonException e) {
            // Its message quotes the body; where the fault is says enough.
            String where = e.getLocation() == null ? ""
                : " The fault is at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ".";
            throw new ProblemException(ProblemType.BAD_REQUEST, "The body is not one JSON document with each member once." + where);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        throw new ProblemException(ProblemType.BAD_REQUEST, "The body is empty. Send " + expected + ".");
    }

    /** Jackson takes some byte sequences that UTF-8 forbids, such as C0 AF for a slash. */
    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    boolean has(String member) {
        return json.has(member);
    }

    /** @return null where it is absent, null or no text */
    String text(String member) {
        JsonNode value = json.path(member);
        if (value.isTextual() || value.isNull() || value.isMissingNode()) {
            return value.textValue();
        }
        faults.add("/" + member, "Write it as text, in quotation marks.");
        return null;
    }

    boolean flag(String member) {
        JsonNode value = json.path(member);
        if (!value.isBoolean() && !value.isNull() && !value.isMissingNode()) {
            faults.add("/" + member, "Write true or false, without quotation marks.");
        }
        return value.asBoolean(false);
    }

    /** @return the entries of a list; what is no text is null */
    List<String> numbers(String member) {
        JsonNode value = json.path(member);
        List<String> numbers = new ArrayList<>();
        if (value.isArray()) {
            for (JsonNode number : value) {
                if (!number.isTextual()) {
                    faults.add("/" + member + "/" + numbers.size(), "Write each number as text, in quotation marks.");
                }
                numbers.add(number.textValue());
            }
        } else if (!value.isNull() && !value.isMissingNode()) {
            faults.add("/" + member, "Write a list of numbers, also where it is one: [\"+46701234567\"].");
        }
        return numbers;
    }

    /** Notes a fault in each other member. @param members all that there are */
    void only(List<String> members) {
        String known = String.join(", ", members.subList(0, members.size() - 1)) + " and " + members.get(members.size() - 1);
        json.fieldNames().forEachRemaining(member -> {
            if (!members.contains(member)) {
                faults.add(FieldError.pointer(member), "There is no such member; there are " + known + ". Remove it.");
            }
        });
    }

    Faults faults() {
        return faults;
    }

    /** SHA-256 of the JSON value: the same for any order of members, any blanks between them and any escapes. */
    byte[] digest() {
        try {
            return Sha256.of(JSON.writeValueAsBytes(JSON.treeToValue(json, Object.class)));
        } catch (JacksonException e) {
            throw new IllegalStateException("what was read as JSON can be written", e);
        }
    }
}
