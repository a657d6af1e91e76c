package dev.smsdesk.apply;

import dev.smsdesk.jobs.Job;

/**
 * A replay and its progress.
 * @param job        who started it and when, and how many callbacks are done
 * @param lastId     id of the last callback included; later ones are not
 * @param newReports reports added
 * @param moves      recipients whose state changed
 */
public record ReplayRun(Job job, ReplayFilter filter, String lastId, long newReports, long moves) {
    /** Id of the last callback applied. */
    String reached() {
        return job.reached() == null ? filter.beforeFirst() : job.reached();
    }
}
