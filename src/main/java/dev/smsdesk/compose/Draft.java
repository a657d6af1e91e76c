package dev.smsdesk.compose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a person typed or a program posted, not checked yet; each value may be null.
 * @param to              one number an element, in any notation
 * @param allowUnassigned takes numbers of a possible length that are not known to be assigned
 * @param via             the account: its id, {@code sms} or {@code conversation}
 * @param category        {@code marketing} or {@code transactional}; null for marketing
 */
public record Draft(String from, List<String> to, String text, String name, boolean allowUnassigned, String via, String category) {
    public Draft {
        to = to == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(to));
    }

    public Draft(String from, List<String> to, String text, String name, boolean allowUnassigned, String via) {
        this(from, to, text, name, allowUnassigned, via, null);
    }

    public Draft(String from, List<String> to, String text, String name) {
        this(from, to, text, name, false, null);
    }
}
