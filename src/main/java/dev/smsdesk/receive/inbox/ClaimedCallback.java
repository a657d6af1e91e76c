package dev.smsdesk.receive.inbox;

import dev.smsdesk.account.Channel;
import java.time.Instant;

/**
 * A stored callback that the applier has claimed.
 * @param claim    version of the claim; an older version no longer counts
 * @param state    before this claim
 * @param body     null until it is fetched
 * @param attempts how often its submission was looked for
 * @param failures how often in a row applying it failed
 * @param dueAt    when it became due; null if it was not due
 * @param again    an admin replays it: its recipients are folded again from all their reports
 */
public record ClaimedCallback(String id, long claim, Channel channel, CallbackState state, byte[] body, String contentType, String encoding,
            int attempts, int failures, Instant receivedAt, Instant dueAt, boolean again) {

    ClaimedCallback with(byte[] wholeBody) {
        return new ClaimedCallback(id, claim, channel, state, wholeBody, contentType, encoding, attempts, failures,
            receivedAt, dueAt, again);
    }

    ClaimedCallback forAdmin() {
        return new ClaimedCallback(id, claim, channel, state, body, contentType, encoding, attempts, failures, receivedAt, dueAt, true);
    }
}
