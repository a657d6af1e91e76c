package dev.smsdesk.apply;

import java.time.Instant;

/**
 * Callbacks that an admin has applied again.
 * @param reached    id of the last callback that was taken
 * @param lastId     id of the last one that it speaks of: what came later is not its business
 * @param lookedAt   callbacks taken so far
 * @param newReports reports that were new
 * @param moves      recipients whose state changed
 * @param finishedAt null as long as it goes on
 */
public record ReplayRun(String id, String askedBy, Instant askedAt, ReplayFilter filter, String reached, String lastId, long lookedAt, long newReports,
                        long moves, Instant finishedAt) {

    static ReplayRun begin(String id, String askedBy, Instant now, ReplayFilter filter) {
        return new ReplayRun(id, askedBy, now, filter, filter.beforeFirst(), filter.afterLast(id), 0, 0, 0, null);
    }

    public boolean isFinished() {
        return finishedAt != null;
    }
}
