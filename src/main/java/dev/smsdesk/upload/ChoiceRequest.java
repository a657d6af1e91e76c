package dev.smsdesk.upload;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemDetail;
import dev.smsdesk.problem.ProblemException;
import dev.smsdesk.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Body of PATCH /api/uploads/{id}: {@code {"number_column", "encoding", "separator"}}. An unknown member is refused. */
final class ChoiceRequest {
    private static final int MOST_BYTES = 64 << 10;
    private static final Set<String> MEMBERS = Set.of("number_column", "encoding", "separator");
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private ChoiceRequest() {}

    static Choice read(InputStream body) {
        JsonNode json = parsed(body);
        List<FieldError> errors = new ArrayList<>();
        if (!json.isObject() || json.isEmpty()) {
            errors.add(new FieldError("", "Send a JSON object with number_column, encoding or separator."));
        }
        json.fields().forEachRemaining(member -> {
            if (!MEMBERS.contains(member.getKey())) {
                errors.add(new FieldError(FieldError.pointer(member.getKey()),
                    "There is no such member; there are number_column, encoding and separator. Remove it."));
            } else if (!member.getValue().isTextual() && !member.getValue().isNull()) {
                errors.add(new FieldError("/" + member.getKey(), "Write it as text, in quotation marks."));
            }
        });
        if (!errors.isEmpty()) {
            throw new ProblemException(errors);
        }
        return new Choice(json.path("number_column").textValue(), json.path("encoding").textValue(), json.path("separator").textValue());
    }

    private static JsonNode parsed(InputStream body) {
        try {
            return JSON.readTree(body.readNBytes(MOST_BYTES));
        } catch (JacksonException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The body is not one JSON document with each member once.");
        } catch (IOException e) {
            throw new ProblemException(ProblemType.BODY_BROKEN, ProblemDetail.BODY_BROKEN.toString());
        }
    }
}
