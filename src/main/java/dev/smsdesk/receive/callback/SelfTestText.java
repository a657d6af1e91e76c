package dev.smsdesk.receive.callback;

import dev.smsdesk.wording.SentenceKey;
import dev.smsdesk.wording.Sentences;

/** The findings of a self-test, each with its fix. */
enum SelfTestText implements SentenceKey {
    ARRIVED,
    NO_ADDRESS,
    NO_SECRET,
    STOPPING,
    HEADER_DECODED,
    LONG_LOST,
    OTHERS_LOST,
    TRAITS_REFUSED,
    TRAITS_FIREWALL,
    JSON_REWRITTEN,
    ACCENTS_CHANGED,
    CHARACTERS_CHANGED,
    LINE_ENDS_CHANGED,
    END_CUT,
    TEXTS_CLEANED,
    PASS_BYTES,
    LARGE_LOST,
    SIZE_LIMIT,
    LARGE_CUT,
    ZIPPED_LOST,
    UNPACKED,
    ZIPPED_REFUSED,
    NO_ANSWER,
    KEPT,
    OWN_ANSWER,
    ANSWERED_ELSEWHERE,
    ANSWERS_EVERYTHING,
    OTHER_INSTALLATION,
    REFUSED_ELSEWHERE,
    REFUSED,
    BODY_CHANGED,
    LOGIN_WANTED,
    ACCESS_DENIED,
    WRONG_PATH,
    NOT_FORWARDED,
    REDIRECTED,
    REDIRECTED_TO,
    FOREIGN,
    CONNECTION_BROKE,
    DESK_ANSWERED,
    SOMETHING_ANSWERED;

    /** In English. A parameter may be a sentence of this enum. */
    String with(Object... parameters) {
        return Sentences.ENGLISH.of(this, parameters);
    }
}
