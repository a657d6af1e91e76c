package dev.smsdesk.access;

import java.util.Locale;
import java.util.function.Predicate;

/** What somebody may do; a later role may do all that an earlier one may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Sends, and decides about messages whose fate is unsure. */
    SENDER,
    /** Also keys, and switching sending on and off. */
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The container's name of it: {@code sms-viewer}, {@code sms-sender}, {@code sms-admin}. */
    public String container() {
        return "sms-" + word();
    }

    /** {@code viewer}, {@code sender} or {@code admin}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether one who is in these roles of the container may do what needs this one. @param has such as {@code request::isUserInRole} */
    public boolean isHeld(Predicate<String> has) {
        for (Role role : values()) {
            if (role.covers(this) && has.test(role.container())) {
                return true;
            }
        }
        return false;
    }
}
