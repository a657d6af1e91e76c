package dev.smsdesk.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source that the operator configured for himself, used our way and given back as it was: READ COMMITTED and a
 * network timeout while we have a connection, the former values when it goes back to his pool.
 */
final class SettledDataSource implements DataSource {
    private static final Executor SAME_THREAD = Runnable::run;
    private final DataSource theirs;
    private final int networkTimeoutMillis;

    SettledDataSource(DataSource theirs, int networkTimeoutMillis) {
        this.theirs = theirs;
        this.networkTimeoutMillis = networkTimeoutMillis;
    }

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
            int isolation = connection.getTransactionIsolation();
            int timeout = connection.getNetworkTimeout();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setNetworkTimeout(SAME_THREAD, networkTimeoutMillis);
            return putBackOnClose(connection, isolation, timeout);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection putBackOnClose(Connection connection, int isolation, int timeout) {
        return (Connection) Proxy.newProxyInstance(SettledDataSource.class.getClassLoader(), new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
                try {
                    if (method.getName().equals("close") && !connection.isClosed()) {
                        putBack(connection, isolation, timeout);
                    }
                    return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }

    private static void putBack(Connection connection, int isolation, int timeout) throws SQLException {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            connection.setTransactionIsolation(isolation);
            connection.setNetworkTimeout(SAME_THREAD, timeout);
        } catch (SQLException e) {
            connection.abort(SAME_THREAD);   // never hand a half-settled connection to the next user
        }
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
