package dev.smsdesk.access;

import java.util.Locale;
import java.util.function.Predicate;

/** What a user may do; each role includes the earlier ones. */
public enum Role {
    /** May read. */
    VIEWER,
    /** May send, and resolve messages of unknown outcome. */
    SENDER,
    /** May also manage keys and pause or resume sending. */
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The container's name of the role: {@code sms-viewer}, {@code sms-sender}, {@code sms-admin}. */
    public String container() {
        return "sms-" + word();
    }

    /** {@code viewer}, {@code sender} or {@code admin}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a user with these container roles has this role. @param has for example {@code request::isUserInRole} */
    public boolean isHeld(Predicate<String> has) {
        for (Role role : values()) {
            if (role.covers(this) && has.test(role.container())) {
                return true;
            }
        }
        return false;
    }
}
