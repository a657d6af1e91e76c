package dev.smsdesk.receive;

import dev.smsdesk.message.Family;
import java.time.Instant;

/**
 * A callback that was turned away; never its body.
 * @param status    what was answered
 * @param headers   which of the signature headers came, their short names
 * @param bodyBytes length that was read or declared, or null where neither is known
 * @param sha256    of the body in hex, or null where it was not read
 * @param signedAt  what the timestamp header said, or null
 * @param address   the caller's network
 */
public record Refusal(String id, Family family, RefusalReason reason, int status, String headers, Long bodyBytes, String sha256,
                      Instant signedAt, String address, Instant receivedAt) {}
