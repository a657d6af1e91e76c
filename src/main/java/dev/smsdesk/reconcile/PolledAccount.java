package dev.smsdesk.reconcile;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.call.StatusApi;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * An account of ours that is asked for what callbacks did not tell. What was sent through another one is that account's.
 * @param id    as it stands with messages
 * @param sinch closed by app
 * @param backlog how long the reports take that are queued at Sinch
 */
public record PolledAccount(String id, Channel channel, PollGate gate, StatusApi sinch, Supplier<Duration> backlog) {

    /** One whose reports are queued nowhere. */
    public PolledAccount(String id, Channel channel, PollGate gate, StatusApi sinch) {
        this(id, channel, gate, sinch, () -> Duration.ZERO);
    }
}
