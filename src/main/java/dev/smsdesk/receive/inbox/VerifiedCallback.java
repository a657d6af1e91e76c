package dev.smsdesk.receive.inbox;

import dev.smsdesk.account.Channel;
import java.time.Instant;

/**
 * A callback with a valid signature, on its way into the inbox.
 * @param body        the raw bytes; never changed, never copied
 * @param contentType cut to the column's length, or null
 * @param encoding    Content-Encoding, cut likewise, or null
 * @param secretName  the secret that verified it
 */
public record VerifiedCallback(Channel channel, byte[] body, byte[] sha256, String contentType, String encoding,
    String nonce, Instant signedAt, String secretName, Instant receivedAt) {
    /** A full delivery report for 10 000 recipients has about 300 KB. */
    public static final int MAX_BODY_BYTES = 1 << 20;
}
