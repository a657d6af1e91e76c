package dev.smsdesk.jobs;

import java.time.Duration;

/**
 * What a step came to.
 * @param finished nothing is left to do
 * @param reached  where the job stands now
 * @param done     how much of it is done now, in all
 * @param again    when it goes on: after that time, or null for at once
 */
public record Step(boolean finished, String reached, long done, Duration again) {}
