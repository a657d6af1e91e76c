package dev.smsdesk.apply;

import dev.smsdesk.receive.inbox.ClaimedCallback;
import dev.smsdesk.receive.inbox.SelfTestMark;
import dev.smsdesk.sinch.callback.Callback;

/** A callback and its parsed content. @param said null for a self-test */
record ParsedCallback(ClaimedCallback callback, Callback said) {

    static ParsedCallback read(ClaimedCallback callback) {
        return new ParsedCallback(callback, SelfTestMark.isOn(callback.body()) ? null
            : Callback.read(callback.channel(), callback.body(), callback.contentType(), callback.encoding()));
    }

    /** @return null if it is no delivery report */
    Callback.Reports reports() {
        return said instanceof Callback.Reports reports ? reports : null;
    }

    /** The same for all callbacks of one message or batch. @return from 0 to below {@code stripes} */
    int stripe(int stripes) {
        String speaksOf = said instanceof Callback.Reports reports ? reports.providerId() : said instanceof Callback.Inbound inbound
            ? inbound.id() : callback.id();
        return Math.floorMod(speaksOf.hashCode(), stripes);
    }
}
