package dev.smsdesk.wording;

import java.util.List;

/** A sentence that is still to be put into words. @param key as messages.properties has it */
public record Sentence(String key, List<?> parameters) {
    public Sentence {
        parameters = List.copyOf(parameters);
    }

    public static Sentence of(SentenceKey key, Object... parameters) {
        return new Sentence(key.key(), List.of(parameters));
    }

    /** In English, for programs, and for the log. */
    @Override
    public String toString() {
        return Sentences.ENGLISH.of(this);
    }
}
