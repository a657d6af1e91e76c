package dev.smsdesk.wording;

import java.util.List;

/** A constant of an enum that has a sentence in messages.properties. */
public interface SentenceKey {

    /** As an enum has it. */
    String name();

    /** {@code RefusalReason.STALE}. */
    default String key() {
        return ((Enum<?>) this).getDeclaringClass().getSimpleName() + "." + name();
    }

    /** All keys that belong to this constant. */
    default List<String> keys() {
        return List.of(key());
    }
}
