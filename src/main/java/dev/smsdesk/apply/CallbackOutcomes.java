package dev.smsdesk.apply;

import dev.smsdesk.message.CallbackNote;
import dev.smsdesk.receive.inbox.CallbackOutcome;
import dev.smsdesk.receive.inbox.CallbackOutcome.Gist;
import dev.smsdesk.receive.inbox.CallbackState;
import dev.smsdesk.receive.inbox.ClaimedCallback;
import dev.smsdesk.sinch.callback.Callback;
import java.time.Duration;
import java.time.Instant;

/** Turns results of the applier into outcomes with the time of the next attempt. */
final class CallbackOutcomes {
    /** Delay if the submission is locked by another transaction. */
    static final Duration BUSY = Duration.ofMillis(200);
    private static final int TRIES = 5;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(14);   // Sinch itself forgets batches then
    private static final int DOUBLINGS = 12;

    private CallbackOutcomes() {}

    static CallbackOutcome applied(ClaimedCallback callback, Gist gist, String note) {
        return new CallbackOutcome(callback, CallbackState.APPLIED, note, gist, null, 0);
    }

    static CallbackOutcome shelved(ClaimedCallback callback, String why) {
        return new CallbackOutcome(callback, CallbackState.SHELVED, why, Gist.NONE, null, 0);
    }

    /** Retried after 1 s, 2 s, 4 s … 1 h, until the callback is 14 days old. */
    static CallbackOutcome parked(ClaimedCallback callback, Callback.Reports reports, Instant now) {
        Instant next = now.plus(doubled(callback.attempts()));
        String note = CallbackNote.of(CallbackNote.NO_MESSAGE_YET.stored(), reports.ignored());
        return new CallbackOutcome(callback, CallbackState.PARKED, note, Gist.of(reports),
            next.isAfter(callback.receivedAt().plus(GIVE_UP_AFTER)) ? null : next, 0);
    }

    /** It could not be applied, and the fault is its own: tried again after 1 s, 2 s, 4 s, 8 s, then shelved. */
    static CallbackOutcome failed(ClaimedCallback callback, Throwable fault, Instant now) {
        int failures = callback.failures() + 1;
        boolean hopeless = failures >= TRIES;
        return new CallbackOutcome(callback, hopeless ? CallbackState.SHELVED : CallbackState.PENDING,
            CallbackNote.NOT_APPLIED.stored(fault.getClass().getSimpleName()), Gist.NONE,
            hopeless ? null : now.plus(doubled(callback.failures())), failures);
    }

    /** 1 s, doubled {@code times} times, up to one hour. */
    private static Duration doubled(int times) {
        Duration wait = Duration.ofSeconds(1L << Math.min(times, DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
