package dev.smsdesk.jobs;

import java.time.Duration;

/** Implements one kind of job. */
public interface JobWork {
    /** Stored with each job, so it must never change. */
    String kind();

    /** The subject whose jobs it runs, where each subject has its own work; null for jobs of every subject. */
    default String subject() {
        return null;
    }

    /**
     * One step of a few seconds at most, in its own transactions. It may run twice: after a crash between its commit and the saving of
     * the progress, or when a frozen node resumes after another has run the step.
     * @throws Exception the step is retried after 1 s, 2 s, 4 s … 5 min
     */
    Step step(Job job) throws Exception;

    /** Longer than any step. When it ends, another thread starts the step again, and the result of the first is discarded. */
    default Duration lease() {
        return Duration.ofSeconds(20);
    }
}
