package dev.smsdesk.pages.ui;

import dev.smsdesk.wording.SentenceKey;
import dev.smsdesk.wording.Sentences;

/** Sentences of error pages and forms about requests that cannot be done. */
public enum PageError implements SentenceKey {
    UNEXPECTED_TITLE,
    UNEXPECTED,
    DATABASE_AWAY,
    DATABASE_BUSY,
    DATABASE_REFUSED,
    NO_VERSION,
    NO_SUCH_REFUSAL,
    NO_SUCH_CALLBACK,
    NOTHING_CHOSEN,
    ASKED_TOO_OFTEN,
    BEGIN_NOT_BEFORE_END,
    NO_BATCH_ID,
    NOT_IN_LIST,
    NO_TIME,
    NO_OVERRIDE_SECRET,
    KEY_NAME_LENGTH,
    KEY_NAME_CHARACTERS;

    /** In English. */
    public String with(Object... parameters) {
        return Sentences.ENGLISH.of(this, parameters);
    }
}
