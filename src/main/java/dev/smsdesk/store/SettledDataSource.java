package dev.smsdesk.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source that the operator configured for himself, used our way and given back as it was: READ COMMITTED and a network timeout,
 * for receiving a short wait for locks as well, while we have a connection; the former values when it goes back to his pool.
 */
final class SettledDataSource implements DataSource {
    static final Executor SAME_THREAD = Runnable::run;
    private static final Set<String> WITH_INNODB = Set.of("MySQL", "MariaDB");
    private final DataSource theirs;
    private final boolean shortLockWaits;

    private SettledDataSource(DataSource theirs, boolean shortLockWaits) {
        this.theirs = theirs;
        this.shortLockWaits = shortLockWaits;
    }

    static SettledDataSource common(DataSource theirs) {
        return new SettledDataSource(theirs, false);
    }

    /** Nobody waits for a row's lock longer than {@link Database#LOCK_WAIT}, where the server's own patience may be 50 s. */
    static SettledDataSource receiving(DataSource theirs) {
        return new SettledDataSource(theirs, true);
    }

    /** What a connection had before it was ours. @param lockWait in seconds; null where it was left alone */
    private record Former(int isolation, int networkTimeout, boolean autoCommit, Long lockWait) {}

    @Override
    public Connection getConnection() throws SQLException {
        return settled(theirs.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return settled(theirs.getConnection(user, password));
    }

    private Connection settled(Connection connection) throws SQLException {
        try {
            boolean shortLockWait = shortLockWaits && WITH_INNODB.contains(connection.getMetaData().getDatabaseProductName());
            Former former = new Former(connection.getTransactionIsolation(), connection.getNetworkTimeout(), connection.getAutoCommit(),
                shortLockWait ? lockWait(connection) : null);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setNetworkTimeout(SAME_THREAD, (int) Database.NETWORK_TIMEOUT.toMillis());
            if (shortLockWait) {
                waitForLocks(connection, Database.LOCK_WAIT.toSeconds());
            }
            return putBackOnClose(connection, former);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection putBackOnClose(Connection connection, Former former) {
        return (Connection) Proxy.newProxyInstance(SettledDataSource.class.getClassLoader(), new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
                try {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        putBack(connection, former);
                    }
                    return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }

    private static void putBack(Connection connection, Former former) throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            if (former.lockWait() != null) {
                waitForLocks(connection, former.lockWait());
            }
            if (connection.getAutoCommit() != former.autoCommit()) {
                connection.setAutoCommit(former.autoCommit());
            }
            connection.setTransactionIsolation(former.isolation());
            connection.setNetworkTimeout(SAME_THREAD, former.networkTimeout());
        } catch (SQLException e) {
            connection.abort(SAME_THREAD);   // never hand a half-settled connection to the next user
        }
    }

    private static long lockWait(Connection connection) throws SQLException {
        return Sql.list(connection, row -> row.getLong(1), "select @@innodb_lock_wait_timeout").get(0);
    }

    private static void waitForLocks(Connection connection, long seconds) throws SQLException {
        Sql.run(connection, "set session innodb_lock_wait_timeout = " + seconds);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return theirs.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        theirs.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        theirs.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return theirs.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(SettledDataSource.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return theirs.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return theirs.isWrapperFor(type);
    }
}
