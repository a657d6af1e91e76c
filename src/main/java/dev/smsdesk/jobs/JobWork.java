package dev.smsdesk.jobs;

import java.time.Duration;

/** What a kind of job consists of. */
public interface JobWork {
    /** Kept with each job, so it never changes. */
    String kind();

    /** The one subject whose jobs it does, where each subject has work of its own; null for jobs about whatever it may be. */
    default String subject() {
        return null;
    }

    /**
     * One step, of a few seconds at the most, in transactions of its own. It may happen again: a node that is killed between its commit and the saving
     * of how far it came leaves it to the next, and one that froze in the middle may go on with it after another has done it.
     * @throws Exception it is tried again, after 1 s, 2 s, 4 s … 5 min
     */
    Step step(Job job) throws Exception;

    /** Longer than any step: when it is over, another thread takes the step for lost and begins it anew, and what the first one comes to is not saved. */
    default Duration lease() {
        return Duration.ofSeconds(20);
    }
}
