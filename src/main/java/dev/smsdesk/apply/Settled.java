package dev.smsdesk.apply;

import dev.smsdesk.receive.CallbackState;
import dev.smsdesk.sinch.Callback;
import java.time.Duration;
import java.time.Instant;

/**
 * What the applier made of a callback.
 * @param note          one sentence for people, or null
 * @param gist          what it says in short
 * @param nextAttemptAt when to look again, or null for never
 */
record Settled(Kept callback, CallbackState state, String note, Gist gist, Instant nextAttemptAt) {
    /** Until a callback is looked at again whose submission somebody else has in hand. */
    static final Duration BUSY = Duration.ofMillis(200);
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
        return new Settled(callback, CallbackState.APPLIED, note, gist, null);
    }

    static Settled shelved(Kept callback, String why) {
        return new Settled(callback, CallbackState.SHELVED, why, Gist.NONE, null);
    }

    /** Looked at again after 1 s, 2 s, 4 s … 1 h, until it is 14 days old. */
    static Settled parked(Kept callback, Gist gist, Instant now) {
        Instant next = again(callback, now);
        return new Settled(callback, CallbackState.PARKED, "No message of ours is known to Sinch under this id yet.", gist,
            next.isAfter(callback.receivedAt().plus(GIVE_UP_AFTER)) ? null : next);
    }

    /** When to look again: the wait doubles, up to an hour. */
    static Instant again(Kept callback, Instant now) {
        Duration wait = Duration.ofSeconds(1L << Math.min(callback.attempts(), DOUBLINGS));
        return now.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }
}
