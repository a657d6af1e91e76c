package dev.smsdesk.receive.inbox;

import dev.smsdesk.sinch.callback.Callback;
import java.time.Instant;

/**
 * The result of applying a claimed callback.
 * @param note          shown to the operator, or null
 * @param gist          summary of its content
 * @param nextAttemptAt when it is due again, or null for never
 * @param failures      how often in a row applying it failed; 0 after a success
 */
public record CallbackOutcome(ClaimedCallback callback, CallbackState state, String note, Gist gist, Instant nextAttemptAt, int failures) {

    /** @param at time of the mobile operator, else Sinch's */
    public record Gist(String providerId, String status, String reason, Instant at) {
        public static final Gist NONE = new Gist(null, null, null, null);

        public static Gist of(Callback.Reports reports) {
            if (reports.lines().isEmpty()) {
                return new Gist(reports.providerId(), null, null, null);
            }
            Callback.RecipientReport first = reports.lines().get(0);
            return new Gist(reports.providerId(), first.status(), first.reason(), first.operatorAt() != null
                ? first.operatorAt() : first.at());
        }
    }
}
