package dev.smsdesk.account;

import dev.smsdesk.common.CallbackPath;
import java.util.Locale;

/** Which of Sinch's two APIs a message goes through: two systems, two id spaces, two vocabularies, one signature scheme. */
public enum Channel {
    /** The SMS API: batches, {@code type} in every body. */
    SMS,
    /** The Conversation API: messages; the member that is present names the event. */
    CONVERSATION;

    /** {@code sms} or {@code conversation}: in addresses, JSON, metrics and the log, where the member is called {@code family}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code SMS API} or {@code Conversation API}, for people. */
    public String api() {
        return this == SMS ? "SMS API" : "Conversation API";
    }

    /** Where its callbacks belong, from the application's root. */
    public String callbackPath() {
        return CallbackPath.PREFIX + word();
    }
}
