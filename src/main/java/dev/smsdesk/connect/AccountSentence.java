package dev.smsdesk.connect;

import dev.smsdesk.wording.SentenceKey;

/** What a check of an account, or a call that sets it up, found. */
enum AccountSentence implements SentenceKey {
    PLAN_WORKS,
    /** With the app's name. */
    APP_WORKS,
    /** With the settings' fault. */
    NOT_CHECKED, OFF,
    STILL_HELD,
    APP_WITHOUT_SMS,
    /** With the channel's state. */
    SMS_NOT_ACTIVE,
    /** With the linked service plan. */
    APP_PLAN,
    APP_KEEPS_NOTHING,
    /** With Sinch's words, as the others that follow; first the status or the region where there is one. */
    WRONG_TOKEN, WRONG_KEY,
    PLAN_WITHOUT_ACCESS, KEY_WITHOUT_ACCESS,
    PLAN_ELSEWHERE, APP_ELSEWHERE,
    REFUSED,
    WORDS_OF_SINCH,
    TOO_MANY_CALLS,
    /** With the status. */
    FAULT_AT_SINCH,
    /** With the proxy, and its answer. */
    PROXY_WANTS_PASSWORD, PROXY_FORBIDS, PROXY_FAILS,
    /** With a stored code. */
    NO_TOKEN, NOT_REACHED, STRANGE_ANSWER
}
