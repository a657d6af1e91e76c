package dev.smsdesk.compose;

import dev.smsdesk.problem.FieldError;
import dev.smsdesk.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** The faults of one request: the first hundred, and the number of further ones. */
public final class Faults {
    private static final int SHOWN = 100;
    private final List<FieldError> shown = new ArrayList<>();
    private String overflow = "";
    private int unshown;

    /** @param pointer JSON pointer; an overflow points at the member of the first that did not fit */
    public void add(String pointer, String detail) {
        if (shown.size() < SHOWN) {
            shown.add(new FieldError(pointer, detail));
        } else {
            overflow = unshown++ == 0 ? pointer.replaceFirst("(?<=[^/])/.*", "") : overflow;
        }
    }

    /** @throws ProblemException INVALID, where there is anything wrong */
    public void refuse() {
        if (shown.isEmpty()) {
            return;
        }
        List<FieldError> all = new ArrayList<>(shown);
        if (unshown > 0) {
            all.add(new FieldError(overflow, "And " + unshown + " more like these."));
        }
        throw new ProblemException(all);
    }
}
