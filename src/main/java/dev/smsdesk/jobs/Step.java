package dev.smsdesk.jobs;

import java.time.Duration;

/**
 * The result of a step.
 * @param finished nothing is left to do
 * @param reached  where the next step starts
 * @param done     units done so far, in all
 * @param again    wait before the next step, or null for none
 */
public record Step(boolean finished, String reached, long done, Duration again) {}
