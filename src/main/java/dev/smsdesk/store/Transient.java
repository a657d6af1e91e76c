package dev.smsdesk.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Which faults of a database, or of a cluster of them, pass when the whole transaction is tried again. */
public final class Transient {
    /** Lock wait, deadlock, plugin rollback, commit refused by the group, node not ready, super-read-only, snapshot conflict. */
    private static final Set<Integer> CODES = Set.of(1205, 1213, 3101, 1180, 1047, 1290, 1020);
    /** H2: deadlock, lock timeout, concurrent update. */
    private static final Set<Integer> H2_CODES = Set.of(40001, 50200, 90131);

    private Transient() {}

    /** Whether any cause of the fault is one that passes. */
    public static boolean is(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientConnectionException) {
                return false;   // the pool has waited for a connection already, as long as anybody should
            }
            if (t instanceof SQLException e && isTransient(e)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is no connection (any more), so that whatever is tried next fails as well. */
    public static boolean isOfConnection(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientConnectionException || t instanceof SQLException e && state(e).startsWith("08")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTransient(SQLException e) {
        String state = state(e);
        return CODES.contains(e.getErrorCode()) || H2_CODES.contains(e.getErrorCode()) || state.startsWith("40") || state.startsWith("08");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
