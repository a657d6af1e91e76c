package dev.smsdesk.sinch.json;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import java.util.stream.Stream;

/**
 * A body that cannot be acted on; the message is the stored form of the reason. Has no stack trace: it is an answer, not a fault.
 */
public final class NotReadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 150;

    /** @param parameters may come from outside */
    public NotReadable(Unreadable why, String... parameters) {
        super(why.stored((Object[]) Stream.of(parameters).map(parameter -> Text.line(parameter, LONGEST)).toArray(String[]::new)), null,
            false, false);
    }

    public static NotReadable belongsTo(Channel other) {
        return new NotReadable(Unreadable.OTHER_PATH, other.callbackPath());
    }
}
