package dev.smsdesk.send;

import dev.smsdesk.sinch.OutgoingMessage;
import java.time.Instant;

/**
 * One submission that a worker has for one call.
 * @param lease the fencing number
 * @param until after this others take the call for lost
 */
record Claim(String submissionId, long lease, Instant until, OutgoingMessage message) {}
