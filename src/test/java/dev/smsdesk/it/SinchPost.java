package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A callback of a test: truly signed, unless the body or a header is changed afterwards. */
public final class SinchPost {
    static final String SIGNATURE = "x-sinch-webhook-signature";
    static final String ALGORITHM = "x-sinch-webhook-signature-algorithm";
    static final String NONCE = "x-sinch-webhook-signature-nonce";
    static final String TIMESTAMP = "x-sinch-webhook-signature-timestamp";
    static final String SECRET = System.getProperty("SINCH_WEBHOOK_SECRET");

    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte[] body;

    private SinchPost(String path, byte[] body, Map<String, String> signature) {
        this.path = path;
        this.body = body;
        headers.put("Content-Type", "application/json");
        headers.putAll(signature);
    }

    /** Signed now. */
    public static SinchPost sms(byte[] body) {
        return to("/api/callbacks/sms", body);
    }

    public static SinchPost sms(String body) {
        return sms(body.getBytes(UTF_8));
    }

    static SinchPost conversation(byte[] body) {
        return to("/api/callbacks/conversation", body);
    }

    public static SinchPost to(String path, byte[] body) {
        return signed(path, body, SECRET, UUID.randomUUID().toString(), Instant.now());
    }

    static SinchPost signed(String path, byte[] body, String secret, String nonce, Instant at) {
        return new SinchPost(path, body, new SinchSignature(secret).headers(body, nonce, at));
    }

    /** Takes the place of what stood there; null takes the header away. */
    public SinchPost header(String name, String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
        return this;
    }

    /** Another body under the signature of the first. */
    public SinchPost body(byte[] other) {
        body = other;
        return this;
    }

    /** Unsigned. */
    public SinchPost unsigned() {
        headers.keySet().removeIf(name -> name.startsWith("x-sinch"));
        return this;
    }

    public Map<String, String> headers() {
        return headers;
    }

    public HttpResponse<String> send() {
        HttpRequest.Builder request = Desk.request(path).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return new Desk().send(request.build());
    }
}
