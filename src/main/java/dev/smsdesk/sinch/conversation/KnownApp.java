package dev.smsdesk.sinch.conversation;

import java.util.Optional;

/** The app as Sinch described it last, to any call with these credentials. */
final class KnownApp {
    private volatile AppInfo latest;

    AppInfo remember(AppInfo described) {
        latest = described;
        return described;
    }

    Optional<AppInfo> latest() {
        return Optional.ofNullable(latest);
    }
}
