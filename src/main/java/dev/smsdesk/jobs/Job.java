package dev.smsdesk.jobs;

import java.time.Instant;

/**
 * Long work and its progress.
 * @param kind       name of its {@link JobWork}
 * @param subject    id of a batch or an account, for example; empty if the kind has only one job
 * @param arguments  JSON, or null
 * @param reached    where the next step starts, in a format of its kind; null before the first step
 * @param done       units done so far
 * @param total      units in all, or null if unknown
 * @param finishedAt null while it runs
 */
public record Job(String id, String kind, String subject, String arguments, String reached, long done, Long total,
    String askedBy, Instant askedAt, Instant finishedAt) {
    public boolean isFinished() {
        return finishedAt != null;
    }
}
