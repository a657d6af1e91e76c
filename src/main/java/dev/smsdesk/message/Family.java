package dev.smsdesk.message;

import java.util.Locale;

/** Which of Sinch's two products a message belongs to. A provider id is only unique within its family. */
public enum Family {
    SMS, CONVERSATION;

    /** {@code sms} or {@code conversation}: in addresses, JSON and the database's raw tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
