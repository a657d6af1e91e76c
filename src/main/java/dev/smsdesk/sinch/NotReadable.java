package dev.smsdesk.sinch;

import dev.smsdesk.account.Channel;

/** A body that says nothing we can act on; the message is what people will read. Carries no stack trace: it is an answer, not a fault. */
final class NotReadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotReadable(String why) {
        super(why, null, false, false);
    }

    static NotReadable belongsTo(Channel other) {
        return new NotReadable("belongs to " + other.callbackPath());
    }
}
