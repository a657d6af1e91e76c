package dev.smsdesk.sandbox;

import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The bytes of a request, once their type and number are known to be right. */
public final class RequestBody {
    private static final int MOST_BYTES = 1 << 20;

    private RequestBody() {}

    /** @throws CallRefused 415 or 413 */
    public static byte[] json(String contentType, InputStream entity) throws IOException {
        return bytes(contentType, MediaType.APPLICATION_JSON, entity);
    }

    /** @throws CallRefused 415 or 413 */
    public static byte[] bytes(String contentType, String expected, InputStream entity) throws IOException {
        if (!String.valueOf(contentType).toLowerCase(Locale.ROOT).startsWith(expected)) {
            throw new CallRefused(415, null, "Send Content-Type: " + expected + ".");
        }
        byte[] bytes = entity.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new CallRefused(413, null, "The body is larger than 1 MiB.");
        }
        return bytes;
    }
}
