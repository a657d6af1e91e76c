package dev.smsdesk.message;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the messages of a batch are for. */
public enum Category {
    /** To many people: goes after {@link #TRANSACTIONAL} in the account's queue. */
    MARKETING(1),
    /** One that a person waits for, such as a one-time code. */
    TRANSACTIONAL(0);

    private final int priority;

    Category(int priority) {
        this.priority = priority;
    }

    /** In the account's queue: 0 goes before 1. */
    public int priority() {
        return priority;
    }

    /** {@code marketing}, as the API has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Category> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
