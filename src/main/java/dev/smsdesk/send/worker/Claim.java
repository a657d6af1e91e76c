package dev.smsdesk.send.worker;

import dev.smsdesk.sinch.call.OutgoingMessage;
import java.time.Instant;

/**
 * One submission that a worker has for one call.
 * @param lease      the fencing number
 * @param until      after this others take the call for lost
 * @param claimedAt  by {@link System#nanoTime}, before the claim was committed
 */
record Claim(String submissionId, String batchId, long lease, Instant until, long claimedAt, OutgoingMessage message) {}
