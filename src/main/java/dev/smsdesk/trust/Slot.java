package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The purpose of a secret. */
public enum Slot {
    /** Sinch signs with it. */
    CURRENT,
    /** Sinch will sign with it; accepted already. */
    NEXT,
    /** The Conversation app's secret_for_overridden_callback_urls: signs reports of messages with their own callback_url. */
    OVERRIDE;

    /** The slots of a path. */
    public static List<Slot> of(Channel channel) {
        return Stream.of(values()).filter(slot -> slot != OVERRIDE || channel == Channel.CONVERSATION).toList();
    }

    /**
     * Whether callbacks signed with a secret in {@code there} may later be signed with one in this slot; an override secret has callbacks
     * of its own.
     */
    boolean canReplace(Slot there) {
        return (this == OVERRIDE) == (there == OVERRIDE);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
