package dev.smsdesk.reconcile;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.call.StatusApi;

/**
 * An account of ours that is asked for what callbacks did not tell. What was sent through another one is that account's.
 * @param id    as it stands with messages
 * @param sinch closed by app
 */
public record PolledAccount(String id, Channel channel, PollGate gate, StatusApi sinch) {}
