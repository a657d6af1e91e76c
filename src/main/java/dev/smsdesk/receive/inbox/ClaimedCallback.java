package dev.smsdesk.receive.inbox;

import dev.smsdesk.account.Channel;
import java.time.Instant;

/**
 * A kept callback that the applier has claimed.
 * @param claim    the version of the claim: who comes back with an older one comes too late
 * @param state    what became of it the last time
 * @param body     null as long as it is not fetched
 * @param attempts how often a message was looked for already
 * @param failures how often in a row it could not be applied
 * @param dueAt    since when it may be looked at; null where it was not due
 * @param again    read again for an admin: the recipients that it speaks of are folded afresh, whatever their rows say
 */
public record ClaimedCallback(String id, long claim, Channel channel, CallbackState state, byte[] body, String contentType, String encoding,
            int attempts, int failures, Instant receivedAt, Instant dueAt, boolean again) {

    ClaimedCallback with(byte[] wholeBody) {
        return new ClaimedCallback(id, claim, channel, state, wholeBody, contentType, encoding, attempts, failures, receivedAt, dueAt, again);
    }

    ClaimedCallback forAdmin() {
        return new ClaimedCallback(id, claim, channel, state, body, contentType, encoding, attempts, failures, receivedAt, dueAt, true);
    }
}
