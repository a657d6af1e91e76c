package dev.smsdesk.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps H2's file small and its commits safe. Only H2's background writer reclaims space, and WRITE_DELAY=0 switches it off. So it runs, and each
 * commit is flushed here before it returns, which is what WRITE_DELAY=0 is for.
 * @see "docs/decisions/006-group-commit.md"
 */
final class H2File {
    private static final Logger log = LoggerFactory.getLogger(H2File.class);
    /** So that what replaced a chunk is on the disk before the chunk's place is used again. */
    private static final Duration SYNC = Duration.ofSeconds(1);
    private static final String WRITER = ";WRITE_DELAY=500";
    private static final String RETENTION = ";RETENTION_TIME=5000";
    /** H2's own shutdown hook closes the file under a server that still answers: its last callbacks are answered 503. */
    private static final String OPEN_TO_THE_END = ";DB_CLOSE_ON_EXIT=FALSE";
    private final DataSource pool;
    private volatile long syncedAt = System.nanoTime() - SYNC.toNanos();

    private H2File(DataSource pool) {
        this.pool = pool;
    }

    /** Whether there is a file behind this URL, here or on an H2 server. */
    static boolean is(String url) {
        return url.startsWith("jdbc:h2:") && !url.matches("jdbc:h2:(tcp:|ssl:)?(//[^/]*/)?mem:.*");
    }

    /** The URL with the settings of H2's writer; any other URL as it is. */
    static String url(String url) {
        if (!is(url)) {
            return url;
        }
        String closed = isShared(url) ? url : url.replaceAll("(?i);DB_CLOSE_ON_EXIT=[^;]*", "") + OPEN_TO_THE_END;
        String written = closed.replaceAll("(?i);WRITE_DELAY=[^;]*", "") + WRITER;
        return url.toUpperCase(Locale.ROOT).contains(";RETENTION_TIME=") ? written : written + RETENTION;
    }

    /** A data source each of whose commits outlives the process, and a second later a power cut. */
    static DataSource flushed(DataSource pool) {
        H2File file = new H2File(pool);
        return proxy(DataSource.class, pool, (method, call) -> {
            Object result = call.run();
            return result instanceof Connection connection ? file.flushed(connection) : result;
        });
    }

    private Connection flushed(Connection connection) {
        return proxy(Connection.class, connection, (method, call) -> {
            boolean written = method.equals("commit") && hasWritten(connection);
            Object result = call.run();
            if (written) {
                flush(connection);
            }
            return result;
        });
    }

    /** A page that only reads would wait for the disk else, in a burst for seconds. */
    private static boolean hasWritten(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("select transaction_id()")) {
            return row.next() && row.getString(1) != null;
        }
    }

    /** H2 commits by itself after this statement, so nothing of it is left open. */
    private void flush(Connection connection) throws SQLException {
        long now = System.nanoTime();
        boolean sync = now - syncedAt >= SYNC.toNanos();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sync ? "checkpoint sync" : "checkpoint");
        }
        if (sync) {
            syncedAt = now;
        }
    }

    private interface Around {
        Object call(String method, Call call) throws Throwable;
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T real, Around around) {
        return type.cast(Proxy.newProxyInstance(H2File.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> around.call(method.getName(), () -> {
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        })));
    }

    /** Whether other processes may use it as well. H2 takes no {@link #OPEN_TO_THE_END} there. */
    private static boolean isShared(String url) {
        return url.matches("(?i)jdbc:h2:(tcp|ssl|zip):.*|.*;AUTO_SERVER=TRUE.*");
    }

    /** Closes the pools, then the database itself, whose file is then as small as what it keeps. A file that others use as well is left open. */
    static void close(String url, String user, String password, Runnable closePools) {
        if (!is(url) || isShared(url)) {
            closePools.run();
            return;
        }
        Properties login = new Properties();
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        boolean closed = false;
        try (Connection last = DriverManager.getConnection(url(url) + ";IFEXISTS=TRUE", login); Statement statement = last.createStatement()) {
            closePools.run();
            closed = true;
            statement.execute("shutdown compact");
        } catch (SQLException e) {
            log.warn("database not compacted cause={}", Fault.of(e).kind());
        }
        if (!closed) {
            closePools.run();
        }
    }
}
