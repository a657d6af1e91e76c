package dev.smsdesk.sinch;

import java.util.Locale;

/** The two families of Sinch callbacks: two systems, two id spaces, two vocabularies, one signature scheme. */
public enum Dialect {
    /** The SMS REST API: batches, {@code type} in every body. */
    SMS,
    /** The Conversation API: messages, the event is named by the member that is present. */
    CONVERSATION;

    /** @return last segment of the callback path: {@code sms} or {@code conversation} */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return where callbacks of this family belong, from the application's root */
    public String callbackPath() {
        return "/api/callbacks/" + path();
    }
}
