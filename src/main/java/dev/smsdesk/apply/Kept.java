package dev.smsdesk.apply;

import dev.smsdesk.message.Family;
import java.time.Instant;

/** A kept callback that the applier has claimed. @param attempts how often it was looked at already */
record Kept(String id, Family family, byte[] body, String contentType, String encoding, int attempts, Instant receivedAt) {}
