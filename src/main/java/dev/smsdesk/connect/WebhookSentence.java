package dev.smsdesk.connect;

import dev.smsdesk.wording.SentenceKey;

/** What is known of the app's webhooks, and what setting up ours came to. */
enum WebhookSentence implements SentenceKey {
    NO_ACCOUNT,
    /** With the settings' fault. */
    ACCOUNT_OFF,
    NO_ADDRESS,
    /** With our address, its length and the limit. */
    ADDRESS_TOO_LONG,
    /** With our address. */
    ADDRESS_OF_SINCH,
    NO_SECRETS_KEY,
    NEXT_IS_ENTERED, NEXT_IS_UNREADABLE,
    /** With the setting's name. */
    NEXT_IS_SET,
    /** With the reason. */
    NOT_STORED,
    /** With our address. */
    NONE_IS_OURS, TWO_ARE_OURS,
    /** With Sinch's limit. */
    NO_ROOM,
    /** With the triggers. */
    TRIGGERS_MISSING, TRIGGERS_REMOVED,
    NOT_SIGNED,
    /** With the type. */
    NOT_HTTP,
    DOUBLES_CALLBACKS, NEARLY_OURS,
    CREATED, CORRECTED, DELETED_MEANWHILE,
    IS_CURRENT, IS_CURRENT_IN_WINDOW, IS_NEXT,
    SECRET_REMOVED_AGAIN, MAY_BE_SET_UP, STOPPED_BEFORE
}
