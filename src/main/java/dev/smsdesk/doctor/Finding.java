package dev.smsdesk.doctor;

import dev.smsdesk.wording.Sentence;
import dev.smsdesk.wording.Sentences;
import java.util.List;

/**
 * A cause with its detail.
 * @param detail what differs from case to case: a {@link Detail} as stored, a duration, or a name, by the cause; empty where the cause says
 *     all.
 *               Never a secret, never a body
 */
public record Finding(Cause cause, String detail) {
    static Finding of(Cause cause) {
        return new Finding(cause, "");
    }

    static Finding of(Cause cause, Detail detail, Object... parameters) {
        return new Finding(cause, detail.stored(parameters));
    }

    /** The cause. */
    public Sentence sentence() {
        return new Sentence(cause.key(), List.of(detail));
    }

    /** The fix. */
    public Sentence fix() {
        return new Sentence(cause.fixKey(), List.of(detail));
    }

    /** In English, for a sentence that quotes it. */
    public String detailInWords() {
        return Sentences.ENGLISH.ofStored(detail);
    }
}
