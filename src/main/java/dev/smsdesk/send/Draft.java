package dev.smsdesk.send;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What somebody typed, not checked yet; each value may be null.
 * @param to one number an element, in any notation
 */
public record Draft(String from, List<String> to, String text, String name) {
    public Draft {
        to = to == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(to));
    }
}
