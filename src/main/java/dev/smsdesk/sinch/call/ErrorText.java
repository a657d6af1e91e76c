package dev.smsdesk.sinch.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;

/**
 * An error of Sinch, in any of its three shapes: {@code code, text}; {@code error} with {@code status, message}; the same without
 * {@code error}.
 * @param code    Sinch's word for it, at most 64 characters, or empty
 * @param text    Sinch's sentence, one line of at most 500 characters, or empty
 * @param details more of the same, for a look at its words alone; never shown
 */
public record ErrorText(String code, String text, String details) {
    private static final int CODE_LENGTH = 64;
    private static final int TEXT_LENGTH = 500;
    private static final int DETAILS_LENGTH = 10_000;
    private static final ErrorText NONE = new ErrorText("", "", "");

    /** @param body of the answer, or null where it could not be read */
    public static ErrorText of(byte[] body) {
        try {
            JsonNode whole = Json.object(body == null ? new byte[0] : body);
            JsonNode error = whole.path("error").isObject() ? whole.path("error") : whole;
            String status = said(error, "status", CODE_LENGTH);
            String text = said(error, "text", TEXT_LENGTH);
            return new ErrorText(status.isEmpty() ? said(error, "code", CODE_LENGTH) : status,
                text.isEmpty() ? said(error, "message", TEXT_LENGTH) : text,
                Text.cut(error.path("details").toString(), DETAILS_LENGTH));
        } catch (NotReadable e) {
            return NONE;
        }
    }

    /** One line, as short as Sinch's sentences are kept. */
    public static String line(String text) {
        return Text.line(text, TEXT_LENGTH);
    }

    private static String said(JsonNode error, String name, int most) {
        JsonNode node = error.path(name);
        return node.isValueNode() && !node.isNull() ? Text.line(node.asText(), most) : "";
    }
}
