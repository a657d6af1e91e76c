package dev.smsdesk.apply;

import dev.smsdesk.jobs.Job;

/**
 * Callbacks that an admin has applied again.
 * @param job        who asked for it and when, and how far it is; what is done of it are callbacks looked at
 * @param lastId     id of the last callback that it speaks of: what came later is not its business
 * @param newReports reports that were new
 * @param moves      recipients whose state changed
 */
public record ReplayRun(Job job, ReplayFilter filter, String lastId, long newReports, long moves) {
    /** Id of the last callback that was taken. */
    String reached() {
        return job.reached() == null ? filter.beforeFirst() : job.reached();
    }
}
