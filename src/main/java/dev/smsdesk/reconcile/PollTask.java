package dev.smsdesk.reconcile;

import java.time.Instant;
import java.util.List;

/**
 * One submission that an asker has for one question.
 * @param lease       the fencing number
 * @param step        of the schedule, from 1
 * @param failures    how often in a row it was asked in vain
 * @param providerIds under which Sinch knows it; more than one where it was sent twice
 * @param open        digits of the recipients without a final state
 * @param forgotten   it is too old for Sinch, or nearly so: there is nothing to ask, only to say so
 */
record PollTask(String submissionId, long lease, int step, Instant called, int failures, List<String> providerIds, List<String> open,
    boolean forgotten) {}
