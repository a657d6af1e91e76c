package dev.smsdesk.receive.inbox;

import dev.smsdesk.account.Channel;
import java.time.Instant;

/**
 * A callback whose signature holds, on its way into the inbox.
 * @param body        the bytes as they came; never changed, never copied
 * @param contentType as it came, cut to what is kept, or null
 * @param encoding    Content-Encoding as it came, cut likewise, or null
 * @param secretName  which secret fitted
 */
public record VerifiedCallback(Channel channel, byte[] body, byte[] sha256, String contentType, String encoding, String nonce, Instant signedAt,
               String secretName, Instant receivedAt) {
    /** A full report with 10 000 numbers has about 300 KB. */
    public static final int MAX_BODY_BYTES = 1 << 20;
}
