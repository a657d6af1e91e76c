package dev.smsdesk.store;

import dev.smsdesk.common.SqlFaults;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Which faults pass when the whole transaction is tried again, and which are those of a database, or of a cluster of them, as a whole. */
public final class Transient {
    /** Lock wait, deadlock, plugin rollback, commit refused by the group, snapshot conflict. */
    private static final Set<Integer> CODES = Set.of(1205, 1213, 3101, 1180, 1020);
    /** An option of the server's, of MySQL's or MariaDB's: set by hand, or in the middle of a fail-over. */
    private static final Set<Integer> READ_ONLY_CODES = Set.of(1290, 1836);
    /** Galera: this node is out of its cluster. */
    private static final int NOT_READY = 1047;
    /** MySQL's and MariaDB's limits of a statement's time, and H2's. */
    private static final Set<Integer> LIMIT_CODES = Set.of(1317, 3024, 1969, 57014);
    /** H2: deadlock, lock timeout, concurrent update. */
    private static final Set<Integer> H2_CODES = Set.of(40001, 50200, 90131);
    /** MySQL and MariaDB. Full: table, disk, what the system said, a file's write. Read-only. Rights. What is not there: database, table, column. Too many connections, no memory. */
    private static final Set<Integer> GENERAL_CODES = Set.of(1114, 1021, 1030, 28, 1026, 3, 20, 1290, 1836, 1792, 1142, 1143, 1044, 1045, 1227, 1370,
        1049, 1146, 1054, 1203, 1226, 1037, 1041);
    /** H2: the connection to its server is broken. One whose embedded database is closed is not among them: opening that anew, on a full disk say, mends nothing. */
    private static final int H2_LOST = 90067;
    /** H2: file not written, disk full, read-only, rights, what is not there (schema, table, column), closed, closing. */
    private static final Set<Integer> H2_GENERAL_CODES = Set.of(90028, 90031, 90062, 90100, 90097, 90096, 90040, 90079, 42102, 42103, 42104, 42122, 90098, 90121);

    private Transient() {}

    /** Whether any cause of the fault is one that passes. */
    public static boolean is(Throwable fault) {
        boolean waited = SqlFaults.in(fault).anyMatch(SQLTransientConnectionException.class::isInstance);   // as long as anybody should, in the pool
        return !waited && SqlFaults.in(fault).anyMatch(e -> isOfServer(e) || CODES.contains(e.getErrorCode()) || H2_CODES.contains(e.getErrorCode())
            || e.getErrorCode() == H2_LOST || state(e).startsWith("40") || state(e).startsWith("08"));
    }

    /**
     * Whether the database is away, full, read-only, without our tables or closed to us: whatever is tried next fails as well, and what was to be
     * written has no part in it.
     */
    public static boolean isGeneral(Throwable fault) {
        return SqlFaults.in(fault).anyMatch(e -> isConnectionLost(e) || GENERAL_CODES.contains(e.getErrorCode()) || H2_GENERAL_CODES.contains(e.getErrorCode()));
    }

    /** Whether it is the server that takes nothing at all. Another may by now: a new connection is worth more than this one. */
    public static boolean isOfServer(Throwable fault) {
        return SqlFaults.in(fault).anyMatch(Transient::isOfServer);
    }

    /**
     * Whether there is no connection, or it is gone: then nobody knows whether a commit came through. H2 has a state of its own for that, and the pools
     * of some servers have none at all.
     */
    public static boolean isConnectionLost(SQLException e) {
        return e instanceof SQLTransientConnectionException || e.getSQLState() == null || e.getSQLState().startsWith("08")
            || e.getErrorCode() == H2_LOST;
    }

    /** Whether a statement needed longer than it was given. The database is there: it was slow, or had much to do. */
    public static boolean isStatementLimit(SQLException e) {
        return e instanceof SQLTimeoutException && !isConnectionLost(e) || LIMIT_CODES.contains(e.getErrorCode());
    }

    public static boolean isReadOnly(SQLException e) {
        return READ_ONLY_CODES.contains(e.getErrorCode());
    }

    private static boolean isOfServer(SQLException e) {
        return isReadOnly(e) || e.getErrorCode() == NOT_READY;
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
