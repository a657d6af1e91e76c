package dev.smsdesk.app.settings;

import dev.smsdesk.account.Channel;

/** Calls a second of one account, over all nodes. */
public record SendingRates(double sms, double conversation) {
    public double of(Channel channel) {
        return switch (channel) {
            case SMS -> sms;
            case CONVERSATION -> conversation;
        };
    }
}
