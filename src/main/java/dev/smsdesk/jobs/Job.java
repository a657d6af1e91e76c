package dev.smsdesk.jobs;

import java.time.Instant;

/**
 * Long work, as far as it is.
 * @param kind       which {@link JobWork} does it
 * @param subject    what it is about, such as a batch's id or an account's; empty where the kind says it all
 * @param arguments  JSON, or null
 * @param reached    where it stands, in words of its kind; null before its first step
 * @param done       how much of it is done
 * @param total      how much there is, or null where that is not known
 * @param finishedAt null as long as it goes on
 */
public record Job(String id, String kind, String subject, String arguments, String reached, long done, Long total, String askedBy, Instant askedAt,
                  Instant finishedAt) {
    public boolean isFinished() {
        return finishedAt != null;
    }
}
