package dev.smsdesk.app;

import dev.smsdesk.account.Channel;

/** Calls a second of one account, over all nodes. */
record SendingRates(double sms, double conversation) {
    double of(Channel channel) {
        return switch (channel) {
            case SMS -> sms;
            case CONVERSATION -> conversation;
        };
    }
}
