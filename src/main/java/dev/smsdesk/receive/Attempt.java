package dev.smsdesk.receive;

import dev.smsdesk.message.Family;
import dev.smsdesk.sinch.Signature;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A callback that is being looked at: what a refusal may say of it, gathered as far as the checks got. */
final class Attempt {
    private static final Map<String, String> SHORT_NAMES = Map.of(Signature.HEADER, "signature", Signature.ALGORITHM_HEADER, "algorithm",
        Signature.NONCE_HEADER, "nonce", Signature.TIMESTAMP_HEADER, "timestamp");
    private final Family family;
    private final ContainerRequestContext request;
    private Long bodyBytes;
    private byte[] body;
    private Instant signedAt;

    Attempt(Family family, ContainerRequestContext request) {
        this.family = family;
        this.request = request;
    }

    /** @return null when declared or found larger than the limit; then at most one byte more than it was read */
    byte[] readBody(int limit) throws IOException {
        long declared = declaredBytes();
        if (declared >= 0) {
            bodyBytes = declared;
        }
        if (declared > limit) {
            return null;
        }
        byte[] read = request.getEntityStream().readNBytes(limit + 1);
        if (read.length > limit) {
            return null;
        }
        body = read;
        bodyBytes = (long) read.length;
        return body;
    }

    private long declaredBytes() {
        String length = request.getHeaderString("Content-Length");
        return length == null || !length.matches("[0-9]{1,18}") ? -1 : Long.parseLong(length);
    }

    Attempt signedAt(Instant time) {
        signedAt = time;
        return this;
    }

    Family family() {
        return family;
    }

    Refusal refusal(String id, RefusalReason reason, int status, Instant now) {
        String sha256 = body == null ? null : HexFormat.of().formatHex(Arrival.sha256(body));
        String headers = List.of(Signature.HEADER, Signature.ALGORITHM_HEADER, Signature.NONCE_HEADER, Signature.TIMESTAMP_HEADER).stream()
            .filter(name -> request.getHeaders().containsKey(name)).map(SHORT_NAMES::get).collect(Collectors.joining(" "));
        return new Refusal(id, family, reason, status, headers, bodyBytes, sha256, signedAt,
            (String) request.getProperty(CallbackHeaders.ADDRESS), now);
    }
}
