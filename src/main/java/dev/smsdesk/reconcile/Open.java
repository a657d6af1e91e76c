package dev.smsdesk.reconcile;

import java.util.Collections;

/** Lists of values in SQL. */
final class Open {
    private Open() {}

    /** {@code ?, ?, ?} */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
