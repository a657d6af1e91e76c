package dev.smsdesk.sinch.json;

import dev.smsdesk.account.Channel;

/** A body that says nothing we can act on; the message is what people will read. Carries no stack trace: it is an answer, not a fault. */
public final class NotReadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotReadable(String why) {
        super(why, null, false, false);
    }

    public static NotReadable belongsTo(Channel other) {
        return new NotReadable("belongs to " + other.callbackPath());
    }
}
