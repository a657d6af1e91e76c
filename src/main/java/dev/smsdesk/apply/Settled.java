package dev.smsdesk.apply;

import dev.smsdesk.message.CallbackNote;
import dev.smsdesk.receive.CallbackState;
import dev.smsdesk.sinch.Callback;
import java.time.Duration;
import java.time.Instant;

/**
 * What the applier made of a callback.
 * @param note          as {@link CallbackNote} keeps it, or null
 * @param gist          what it says in short
 * @param nextAttemptAt when to look again, or null for never
 * @param failures      how often in a row it could not be applied; 0 where it could
 */
record Settled(Kept callback, CallbackState state, String note, Gist gist, Instant nextAttemptAt, int failures) {
    /** Until a callback is looked at again whose submission somebody else has in hand. */
    static final Duration BUSY = Duration.ofMillis(200);
    private static final int TRIES = 5;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(14);   // Sinch itself forgets batches then
    private static final int DOUBLINGS = 12;

    /** @param at the operator's time, else Sinch's */
    record Gist(String providerId, String status, String reason, Instant at) {
        static final Gist NONE = new Gist(null, null, null, null);

        static Gist of(Callback.Reports reports) {
            if (reports.lines().isEmpty()) {
                return new Gist(reports.providerId(), null, null, null);
            }
            Callback.Line first = reports.lines().get(0);
            return new Gist(reports.providerId(), first.status(), first.reason(), first.operatorAt() != null ? first.operatorAt() : first.at());
        }
    }

    static Settled applied(Kept callback, Gist gist, String note) {
        return new Settled(callback, CallbackState.APPLIED, note, gist, null, 0);
    }

    static Settled shelved(Kept callback, String why) {
        return new Settled(callback, CallbackState.SHELVED, why, Gist.NONE, null, 0);
    }

    /** Looked at again after 1 s, 2 s, 4 s … 1 h, until it is 14 days old. */
    static Settled parked(Kept callback, Callback.Reports reports, Instant now) {
        Instant next = now.plus(doubled(callback.attempts()));
        String note = CallbackNote.of("No message of ours is known to Sinch under this id yet.", reports.ignored());
        return new Settled(callback, CallbackState.PARKED, note, Gist.of(reports),
            next.isAfter(callback.receivedAt().plus(GIVE_UP_AFTER)) ? null : next, 0);
    }

    /** It could not be applied, and the fault is its own: tried again after 1 s, 2 s, 4 s, 8 s, then shelved. @param why the same for the same fault */
    static Settled failed(Kept callback, String why, Instant now) {
        int failures = callback.failures() + 1;
        boolean hopeless = failures >= TRIES;
        return new Settled(callback, hopeless ? CallbackState.SHELVED : CallbackState.PENDING, why, Gist.NONE,
            hopeless ? null : now.plus(doubled(callback.failures())), failures);
    }

    /** 1 s, doubled so often, up to an hour. */
    private static Duration doubled(int times) {
        Duration wait = Duration.ofSeconds(1L << Math.min(times, DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
