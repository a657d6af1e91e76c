package dev.smsdesk.store;

import dev.smsdesk.common.SqlFaults;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Tells which faults a retry of the transaction may cure, and which concern the database or the cluster as a whole. */
public final class Transient {
    /** Lock wait, deadlock, plugin rollback, commit refused by the group, snapshot conflict. */
    private static final Set<Integer> CODES = Set.of(1205, 1213, 3101, 1180, 1020);
    /** Read-only, by an option of MySQL or MariaDB: set by the operator, or during a fail-over. */
    private static final Set<Integer> READ_ONLY_CODES = Set.of(1290, 1836);
    /** Galera: this node is out of its cluster. */
    private static final int NOT_READY = 1047;
    /** MySQL's and MariaDB's limits of a statement's time, and H2's. */
    private static final Set<Integer> LIMIT_CODES = Set.of(1317, 3024, 1969, 57014);
    /** H2: deadlock, lock timeout, concurrent update. */
    private static final Set<Integer> H2_CODES = Set.of(40001, 50200, 90131);
    /**
     * MySQL and MariaDB: table or disk full, file error; read-only; missing rights; missing database, table or column; too many
     * connections, no memory.
     */
    private static final Set<Integer> GENERAL_CODES = Set.of(1114, 1021, 1030, 28, 1026, 3, 20, 1290, 1836, 1792, 1142, 1143,
        1044, 1045, 1227, 1370, 1049, 1146, 1054, 1203, 1226, 1037, 1041);
    /**
     * H2: the connection to its server is broken. The code for a closed embedded database is left out, because reopening it does not
     * help, for example on a full disk.
     */
    private static final int H2_LOST = 90067;
    /** H2: file error, disk full, read-only, missing rights, missing schema, table or column, closed, closing. */
    private static final Set<Integer> H2_GENERAL_CODES = Set.of(90028, 90031, 90062, 90100, 90097, 90096, 90040, 90079, 42102, 42103, 42104,
        42122, 90098, 90121);

    private Transient() {}

    /** Whether a retry may cure the fault. */
    public static boolean is(Throwable fault) {
        // the pool has waited long enough already
        boolean waited = SqlFaults.in(fault).anyMatch(SQLTransientConnectionException.class::isInstance);
        return !waited && SqlFaults.in(fault).anyMatch(e -> isOfServer(e) || CODES.contains(e.getErrorCode())
            || H2_CODES.contains(e.getErrorCode())
            || e.getErrorCode() == H2_LOST || state(e).startsWith("40") || state(e).startsWith("08"));
    }

    /**
     * Whether the database is down, full, read-only, without the tables or without rights: every other write fails as well, and the data
     * written is not the cause.
     */
    public static boolean isGeneral(Throwable fault) {
        return SqlFaults.in(fault).anyMatch(e -> isConnectionLost(e) || GENERAL_CODES.contains(e.getErrorCode())
            || H2_GENERAL_CODES.contains(e.getErrorCode()));
    }

    /** Whether the server refuses all writes. After a fail-over a new connection may reach another server. */
    public static boolean isOfServer(Throwable fault) {
        return SqlFaults.in(fault).anyMatch(Transient::isOfServer);
    }

    /**
     * Whether the connection is lost, so that the result of a commit is unknown. H2 has a code of its own, and some servers' pools set no
     * SQL state.
     */
    public static boolean isConnectionLost(SQLException e) {
        return e instanceof SQLTransientConnectionException || e.getSQLState() == null || e.getSQLState().startsWith("08")
            || e.getErrorCode() == H2_LOST;
    }

    /** Whether a statement exceeded its time limit: the database is up, but slow or busy. */
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
