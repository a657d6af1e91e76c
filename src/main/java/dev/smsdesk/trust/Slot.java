package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a secret is there for. */
public enum Slot {
    /** The one Sinch signs with. */
    CURRENT,
    /** The one Sinch will sign with: believed already. */
    NEXT,
    /** The Conversation app's secret_for_overridden_callback_urls: signs receipts of messages that were sent with their own callback_url. */
    OVERRIDE;

    /** Those that a path has. */
    public static List<Slot> of(Channel channel) {
        return Stream.of(values()).filter(slot -> slot != OVERRIDE || channel == Channel.CONVERSATION).toList();
    }

    /** Whether what is signed with a secret there may one day be signed with one here: an override secret signs callbacks of its own. */
    boolean canReplace(Slot there) {
        return (this == OVERRIDE) == (there == OVERRIDE);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
