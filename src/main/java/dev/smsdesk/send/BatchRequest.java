package dev.smsdesk.send;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.smsdesk.compose.Draft;
import dev.smsdesk.compose.Faults;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import dev.smsdesk.store.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Body of POST /api/batches: {@code {"from", "to": [], "text", "name", "allow_unassigned": false, "via"}}, or {@code "upload"} and
 * {@code "good_only": false} in place of {@code to}.
 * An unknown member is refused, not ignored: a caller that writes {@code send_at} does not want the batch sent now.
 */
final class BatchRequest {
    private static final Set<String> MEMBERS = Set.of("from", "to", "text", "name", "allow_unassigned", "via", "upload", "good_only");
    /** The pointer at the document itself, RFC 6901. */
    private static final String WHOLE = "";
    private static final JsonMapper JSON = JsonMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build();
    private final JsonNode json;
    private final Draft draft;
    private final String upload;
    private final boolean goodOnly;

    private BatchRequest(JsonNode json, Draft draft, String upload, boolean goodOnly) {
        this.json = json;
        this.draft = draft;
        this.upload = upload;
        this.goodOnly = goodOnly;
    }

    /** @throws ProblemException BAD_REQUEST, not one JSON document; INVALID, its members are not what they should be */
    static BatchRequest from(byte[] body) {
        JsonNode json = parsed(body);
        if (!json.isObject()) {
            throw new ProblemException(List.of(new FieldError(WHOLE, "Send a JSON object with from, to and text.")));
        }
        Faults faults = new Faults();
        Draft draft = new Draft(text(json, "from", faults), to(json.path("to"), faults), text(json, "text", faults), text(json, "name", faults),
            flag(json, "allow_unassigned", faults), text(json, "via", faults));
        json.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                faults.add(FieldError.pointer(member), "There is no such member; there are from, to, text, name, "
                    + "allow_unassigned, via, upload and good_only. Remove it.");
            }
        });
        String upload = text(json, "upload", faults);
        boolean goodOnly = flag(json, "good_only", faults);
        if (upload != null && !json.path("to").isMissingNode()) {
            faults.add("/to", "Give to or upload, not both.");
        } else if (upload == null && goodOnly) {
            faults.add("/good_only", "It belongs to an upload. Leave it out.");
        }
        faults.refuse();
        return new BatchRequest(json, draft, upload, goodOnly);
    }

    private static JsonNode parsed(byte[] body) {
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
            String where = e.getLocation() == null ? "" : " The fault is at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ".";
            throw new ProblemException(ProblemType.BAD_REQUEST, "The body is not one JSON document with each member once." + where);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        throw new ProblemException(ProblemType.BAD_REQUEST, "The body is empty. Send a JSON object with from, to and text.");
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

    private static String text(JsonNode json, String member, Faults faults) {
        JsonNode value = json.path(member);
        if (value.isTextual() || value.isNull() || value.isMissingNode()) {
            return value.textValue();
        }
        faults.add("/" + member, "Write it as text, in quotation marks.");
        return null;
    }

    private static boolean flag(JsonNode json, String member, Faults faults) {
        JsonNode value = json.path(member);
        if (!value.isBoolean() && !value.isNull() && !value.isMissingNode()) {
            faults.add("/" + member, "Write true or false, without quotation marks.");
        }
        return value.asBoolean(false);
    }

    private static List<String> to(JsonNode value, Faults faults) {
        List<String> numbers = new ArrayList<>();
        if (value.isArray()) {
            for (JsonNode number : value) {
                if (!number.isTextual()) {
                    faults.add("/to/" + numbers.size(), "Write each number as text, in quotation marks.");
                }
                numbers.add(number.textValue());
            }
        } else if (!value.isNull() && !value.isMissingNode()) {
            faults.add("/to", "Write a list of numbers, also where it is one: [\"+46701234567\"].");
        }
        return numbers;
    }

    Draft draft() {
        return draft;
    }

    /** @return id of an upload whose rows are the recipients, or null */
    String upload() {
        return upload;
    }

    /** Whether its faulty rows are left out. */
    boolean isGoodOnly() {
        return goodOnly;
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
