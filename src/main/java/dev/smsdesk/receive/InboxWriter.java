package dev.smsdesk.receive;

import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Transient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/**
 * Writes a group of arrivals in one commit. A passing fault is tried again; any other fault, and a lock that somebody holds on, splits the
 * group, so that only the bad row fails. A lost connection fails all of them: whether the commit came through cannot be known.
 */
final class InboxWriter {
    private static final int TRIES = 4;
    private static final int MYSQL_LOCK_WAIT = 1205;
    private static final int H2_LOCK_WAIT = 50200;
    private final DataSource dataSource;
    private final Ids ids;
    private final Traffic traffic;

    InboxWriter(DataSource dataSource, Ids ids, Traffic traffic) {
        this.dataSource = dataSource;
        this.ids = ids;
        this.traffic = traffic;
    }

    /** @return for each arrival null when it is on disk, else why not */
    List<Exception> write(List<Arrival> arrivals) {
        Exception fault = tryToWrite(arrivals);
        if (fault == null || arrivals.size() == 1 || isConnectionLost(fault)) {
            return Collections.nCopies(arrivals.size(), fault);
        }
        List<Exception> faults = new ArrayList<>();
        for (Arrival one : arrivals) {
            faults.add(tryToWrite(List.of(one)));
        }
        return faults;
    }

    private Exception tryToWrite(List<Arrival> arrivals) {
        for (int tries = 1; ; tries++) {
            try {
                commit(arrivals);
                return null;
            } catch (SQLException | RuntimeException e) {
                if (tries == TRIES || isConnectionLost(e) || isLockHeld(e) || !Transient.is(e)) {
                    return e;
                }
            }
        }
    }

    private void commit(List<Arrival> arrivals) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            if (autoCommit) {
                connection.setAutoCommit(false);
            }
            try {
                int repeated = CallbackTable.insert(connection, arrivals.stream().map(a -> ids.next()).toList(), arrivals);
                connection.commit();
                traffic.repeated(repeated);
                if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                    flushToDisk(connection);
                }
            } catch (SQLException | RuntimeException | Error e) {
                rollback(connection, e);
                throw e;
            } finally {
                if (autoCommit) {
                    connection.setAutoCommit(true);   // commits what was not rolled back
                }
            }
        }
    }

    /** The first fault says more than one that follows from it. */
    private static void rollback(Connection connection, Throwable first) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    /** H2 answers a commit before the file is flushed: enough for kill -9, not for a power cut. */
    private static void flushToDisk(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint sync");
        }
    }

    /** Somebody sits on a row of the group, and will for as long again: the others shall not wait for it. */
    private static boolean isLockHeld(Exception e) {
        return e instanceof SQLException sql && (sql.getErrorCode() == MYSQL_LOCK_WAIT || sql.getErrorCode() == H2_LOCK_WAIT);
    }

    private static boolean isConnectionLost(Exception e) {
        return e instanceof SQLException sql && (sql.getSQLState() == null || sql.getSQLState().startsWith("08"));
    }
}
