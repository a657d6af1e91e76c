package dev.smsdesk.problem;

import dev.smsdesk.wording.SentenceKey;
import dev.smsdesk.wording.Sentences;

/** Details of problems that several places answer with: what the caller can do. */
public enum ProblemDetail implements SentenceKey {
    NO_SUCH_ADDRESS,
    METHOD_NOT_TAKEN,
    JSON_NOT_ACCEPTED,
    NO_JSON_SENT,
    NO_KEY_SENT,
    NOT_ALLOWED,
    REQUEST_TOO_LARGE,
    REQUEST_UNREADABLE,
    BODY_BROKEN,
    CALLBACK_NOT_STORED,
    FAILED_HERE,
    NOT_READY;

    /** The sentence, in English. */
    @Override
    public String toString() {
        return Sentences.ENGLISH.of(this);
    }
}
