package dev.smsdesk.receive.inbox;

import dev.smsdesk.sinch.callback.Callback;
import java.time.Instant;

/**
 * What became of a claimed callback.
 * @param note          for people, or null
 * @param gist          what it says in short
 * @param nextAttemptAt when to look again, or null for never
 * @param failures      how often in a row it could not be applied; 0 where it could
 */
public record CallbackOutcome(ClaimedCallback callback, CallbackState state, String note, Gist gist, Instant nextAttemptAt, int failures) {

    /** @param at the operator's time, else Sinch's */
    public record Gist(String providerId, String status, String reason, Instant at) {
        public static final Gist NONE = new Gist(null, null, null, null);

        public static Gist of(Callback.Reports reports) {
            if (reports.lines().isEmpty()) {
                return new Gist(reports.providerId(), null, null, null);
            }
            Callback.Line first = reports.lines().get(0);
            return new Gist(reports.providerId(), first.status(), first.reason(), first.operatorAt() != null ? first.operatorAt() : first.at());
        }
    }
}
