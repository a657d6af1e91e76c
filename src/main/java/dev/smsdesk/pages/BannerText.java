package dev.smsdesk.pages;

import dev.smsdesk.wording.SentenceKey;

/** The sentences of {@link DeskInfo.Banner}. */
enum BannerText implements SentenceKey {
    SANDBOX,
    OTHER_ADDRESS,
    SENDING_OFF,
    ACCOUNT_OFF,
    SENDING_PAUSED,
    SENDING_STOPPED,
    ROTATION_WINDOW,
    SECRET_UNREADABLE,
    PASSWORD_ACCEPTED,
    NO_SECRET,
    REFUSED_AS_OLD,
    SILENT,
    CLOCK_SLOW,
    CLOCK_BEHIND,
    CLOCK_AHEAD
}
