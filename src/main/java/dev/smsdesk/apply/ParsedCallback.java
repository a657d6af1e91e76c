package dev.smsdesk.apply;

import dev.smsdesk.receive.inbox.ClaimedCallback;
import dev.smsdesk.receive.inbox.SelfTestMark;
import dev.smsdesk.sinch.callback.Callback;

/** A callback and what it says. @param said null for a self-test of our own */
record ParsedCallback(ClaimedCallback callback, Callback said) {

    static ParsedCallback read(ClaimedCallback callback) {
        return new ParsedCallback(callback, SelfTestMark.isOn(callback.body()) ? null
            : Callback.read(callback.channel(), callback.body(), callback.contentType(), callback.encoding()));
    }

    /** @return null where it reports nothing */
    Callback.Reports reports() {
        return said instanceof Callback.Reports reports ? reports : null;
    }

    /** The same for all that speak of one message or batch. @return from 0 to below {@code stripes} */
    int stripe(int stripes) {
        String speaksOf = said instanceof Callback.Reports reports ? reports.providerId() : said instanceof Callback.Inbound inbound ? inbound.id() : callback.id();
        return Math.floorMod(speaksOf.hashCode(), stripes);
    }
}
