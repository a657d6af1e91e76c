package dev.smsdesk.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Whole HTTP requests, one after the other outside the heap, ready to be written to a socket. Filled anew for each round. */
final class Requests {
    /** Rather more than the largest of ours. */
    static final int MAX_REQUEST_BYTES = 1_024;
    private static final byte[] HEAD_1 = ascii("POST /sms-desk/api/callbacks/sms HTTP/1.1\r\nHost: sms.example.com\r\nUser-Agent: "
        + "bench\r\nAccept: */*\r\nContent-Type: application/json\r\nx-sinch-webhook-signature-algorithm: HmacSHA256\r\nContent-Length: ");
    private static final byte[] NONCE = ascii("\r\nx-sinch-webhook-signature-nonce: ");
    private static final byte[] TIMESTAMP = ascii("\r\nx-sinch-webhook-signature-timestamp: ");
    private static final byte[] SIGNATURE = ascii("\r\nx-sinch-webhook-signature: ");
    private static final byte[] END = ascii("\r\n\r\n");

    private final ByteBuffer bytes;
    private final int[] start;
    private final int[] body;
    private int count;

    /** @param most how many it can hold */
    Requests(int most) {
        bytes = ByteBuffer.allocateDirect(Math.multiplyExact(most, MAX_REQUEST_BYTES));
        start = new int[most + 1];
        body = new int[most];
    }

    void clear() {
        bytes.clear();
        count = 0;
    }

    void add(SignedBody signed) {
        bytes.put(HEAD_1).put(ascii(Integer.toString(signed.body().length))).put(NONCE).put(ascii(signed.nonce()))
            .put(TIMESTAMP).put(ascii(signed.timestamp())).put(SIGNATURE).put(ascii(signed.signature())).put(END);
        body[count] = bytes.position();
        bytes.put(signed.body());
        start[++count] = bytes.position();
    }

    int count() {
        return count;
    }

    int capacity() {
        return body.length;
    }

    /** @return the bytes of one request, as a view that is the caller's own */
    ByteBuffer view() {
        return bytes.duplicate();
    }

    /** Moves a view to a request. */
    void at(int index, ByteBuffer view) {
        view.limit(start[index + 1]).position(start[index]);
    }

    /** @return the first 8 bytes of the body's SHA-256; of a few millions no two are alike */
    long digest(int index, MessageDigest sha256) {
        sha256.update(bytes.duplicate().limit(start[index + 1]).position(body[index]));
        return ByteBuffer.wrap(sha256.digest()).getLong();
    }

    int bodyBytes() {
        return start[count] - body[count - 1];
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
