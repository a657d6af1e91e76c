package dev.smsdesk.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/**
 * Wraps the operator's data source: sets READ COMMITTED and a network timeout, for the inbox also a short lock wait, while a connection
 * is in use, and restores the former values when it goes back to the pool.
 */
public final class SettledDataSource implements DataSource {
    public static final Executor SAME_THREAD = Runnable::run;
    private static final Set<String> WITH_INNODB = Set.of("MySQL", "MariaDB");
    private static final String UNTESTED = "The server's pool hands out connections that have died, since it does not test them. On "
        + "Tomcat set testOnBorrow=\"true\" and validationQuery=\"select 1\" on its Resource, on Payara --isconnectvalidatereq=true on "
        + "its pool.";
    private static final int MOST_DEAD = 32;
    private static final org.slf4j.Logger log = LoggerFactory.getLogger(SettledDataSource.class);
    private final DataSource theirs;
    private final boolean shortLockWaits;
    private volatile boolean handedOutDead;
    private volatile String isolation;   // the variable's name differs between servers

    private SettledDataSource(DataSource theirs, boolean shortLockWaits) {
        this.theirs = theirs;
        this.shortLockWaits = shortLockWaits;
    }

    static SettledDataSource common(DataSource theirs) {
        return new SettledDataSource(theirs, false);
    }

    /** Limits lock waits to {@link Database#LOCK_WAIT}; the server's own limit may be 50 s. */
    static SettledDataSource receiving(DataSource theirs) {
        return new SettledDataSource(theirs, true);
    }

    /**
     * A connection's settings before it was taken.
     * @param isolation one of java.sql.Connection's; 0 if it is in {@code restore}
     * @param restore   statement that restores an InnoDB session; null if nothing was changed
     */
    private record Former(int isolation, int networkTimeout, boolean autoCommit, String restore) {}

    @Override
    public Connection getConnection() throws SQLException {
        return living(theirs::getConnection);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return living(() -> theirs.getConnection(user, password));
    }

    private interface ConnectionSource {
        Connection get() throws SQLException;
    }

    /** Takes another connection if the pool returns a dead one, because some pools never test theirs. */
    private Connection living(ConnectionSource pool) throws SQLException {
        List<Connection> dead = new ArrayList<>();
        try {
            while (true) {
                Connection connection = pool.get();
                try {
                    return putBackOnClose(connection, settle(connection));
                } catch (SQLException | RuntimeException e) {
                    dead.add(connection);
                    if (!(e instanceof SQLException lost && Transient.isConnectionLost(lost)) || dead.size() > MOST_DEAD) {
                        throw e;
                    }
                    noteDead();
                }
            }
        } finally {
            for (Connection connection : dead) {   // only now, or the pool would return the same one again
                close(connection);
            }
        }
    }

    private void noteDead() {
        if (!handedOutDead) {
            handedOutDead = true;
            log.warn("pool warning=\"{}\"", UNTESTED);
        }
    }

    private static void close(Connection dead) {
        try {
            dead.close();
        } catch (SQLException e) {
            log.debug("dead connection not closed cause={}", Fault.of(e).kind());
        }
    }

    /** What the operator has to change, once the fault has occurred. */
    Optional<String> warning() {
        return handedOutDead ? Optional.of(UNTESTED) : Optional.empty();
    }

    private Former settle(Connection connection) throws SQLException {
        int networkTimeout = connection.getNetworkTimeout();
        boolean autoCommit = connection.getAutoCommit();
        Former former;
        if (WITH_INNODB.contains(connection.getMetaData().getDatabaseProductName())) {
            former = new Former(0, networkTimeout, autoCommit, settleSession(connection));
        } else {
            former = new Former(connection.getTransactionIsolation(), networkTimeout, autoCommit, null);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        connection.setNetworkTimeout(SAME_THREAD, (int) Database.NETWORK_TIMEOUT.toMillis());
        return former;
    }

    private record Session(String isolation, long lockWait) {
        String set(String variable) {
            return "set session " + variable + " = '" + isolation + "', session innodb_lock_wait_timeout = " + lockWait;
        }
    }

    /**
     * One round trip if the pool has set both already, else two, and one to restore them. @return the statement that restores them, or
     * null
     */
    private String settleSession(Connection connection) throws SQLException {
        if (isolation == null) {
            isolation = Sql.list(connection, row -> row.getString(1), "show variables where variable_name in ('transaction_isolation', "
                + "'tx_isolation')").get(0);
        }
        Session found = Sql.list(connection, row -> new Session(row.getString(1), row.getLong(2)),
            "select @@session." + isolation + ", @@session.innodb_lock_wait_timeout").get(0);
        Session ours = new Session("READ-COMMITTED", shortLockWaits ? Database.LOCK_WAIT.toSeconds() : found.lockWait());
        if (ours.equals(found)) {
            return null;
        }
        Sql.run(connection, ours.set(isolation));
        return found.set(isolation);
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
            if (former.restore() != null) {
                Sql.run(connection, former.restore());
            }
            if (connection.getAutoCommit() != former.autoCommit()) {
                connection.setAutoCommit(former.autoCommit());
            }
            if (former.isolation() != 0) {
                connection.setTransactionIsolation(former.isolation());
            }
            connection.setNetworkTimeout(SAME_THREAD, former.networkTimeout());
        } catch (SQLException e) {
            connection.abort(SAME_THREAD);   // never hand a half-configured connection to the next user
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
