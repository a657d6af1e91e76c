package dev.smsdesk.jobs;

import java.time.Duration;

/** What a kind of job consists of. */
public interface JobWork {
    /** Kept with each job, so it never changes. */
    String kind();

    /**
     * One step, of a few seconds at the most, in transactions of its own. It may happen again: a node that is killed between its commit and the saving
     * of how far it came leaves it to the next, and one that froze in the middle may go on with it after another has done it.
     * @throws Exception it is tried again, after 1 s, 2 s, 4 s … 5 min
     */
    Step step(Job job) throws Exception;

    /** Longer than any step: when it is over, another node takes the step for lost. */
    default Duration lease() {
        return Duration.ofSeconds(20);
    }
}
