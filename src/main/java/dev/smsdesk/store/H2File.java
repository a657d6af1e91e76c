package dev.smsdesk.store;

import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps H2's file small and its commits safe. Only H2's background writer reclaims space, and WRITE_DELAY=0 would switch it off. So it
 * runs, and changes are flushed here after each commit. Each flush is on disk before the next one begins, so H2 may reuse space in the
 * file one second after it was written.
 * @see "docs/decisions/006-group-commit.md"
 */
public final class H2File {
    private static final Logger log = LoggerFactory.getLogger(H2File.class);
    private static final String WRITER = ";WRITE_DELAY=500";
    /** How long H2 keeps overwritten data. Never 0: H2 2.4 then overwrites data that it still needs (its issues 2752 and 4083). */
    private static final String RETENTION = ";RETENTION_TIME=1000";
    /** H2's own shutdown hook would close the file while the server still answers, and its last callbacks would get 503. */
    private static final String OPEN_TO_THE_END = ";DB_CLOSE_ON_EXIT=FALSE";
    private final DataSource pool;
    private final AtomicLong commits = new AtomicLong();
    private long flushed;
    private MVStore flushedStore;

    H2File(DataSource pool) {
        this.pool = pool;
    }

    /** Whether the URL means a file, local or on an H2 server. */
    static boolean is(String url) {
        return url.startsWith("jdbc:h2:") && !url.matches("jdbc:h2:(tcp:|ssl:)?(//[^/]*/)?mem:.*");
    }

    /** Adds the settings of H2's writer; other URLs stay as they are. */
    static String url(String url) {
        if (!is(url)) {
            return url;
        }
        String closed = isShared(url) ? url : url.replaceAll("(?i);DB_CLOSE_ON_EXIT=[^;]*", "") + OPEN_TO_THE_END;
        String written = closed.replaceAll("(?i);WRITE_DELAY=[^;]*", "") + WRITER;
        return url.toUpperCase(Locale.ROOT).contains(";RETENTION_TIME=") ? written : written + RETENTION;
    }

    /** A transaction with changes. @param store its open file, or null where that belongs to a server */
    record Change(MVStore store) {}

    /** @return null where the connection's transaction has changed nothing: in a burst, a flush would delay plain reads for seconds */
    static Change change(Connection connection) throws SQLException {
        boolean changed = Sql.list(connection, row -> row.getString(1), "select transaction_id()").get(0) != null;
        return changed ? new Change(store(connection)) : null;
    }

    /**
     * On return, everything committed before is on disk. One flush serves all waiting threads, because it writes every index.
     * @param change committed
     * @throws PersistenceException it is not known whether the data is on disk
     */
    void flush(Change change) {
        long mine = commits.incrementAndGet();
        synchronized (this) {
            if (flushed < mine || flushedStore != change.store()) {
                long all = commits.get();
                try (Connection connection = pool.getConnection()) {
                    flushedStore = store(connection);
                    toDisk(connection);
                } catch (SQLException e) {
                    throw new PersistenceException(e);
                }
                flushed = all;
            }
            if (flushedStore != change.store()) {
                throw new PersistenceException("H2 has closed its file since the commit, and has opened it again");
            }
        }
    }

    /**
     * On return, everything that was committed on this connection's database is on disk. A thread of H2's own may have taken our commit
     * to write it later; a checkpoint that finds nothing else to write does not wait for that. A server's H2 (tcp:) cannot be asked.
     */
    public static void toDisk(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint sync");
            MVStore store = store(connection);
            if (store != null && store.getFileStore() != null) {   // none in memory
                store.executeFilestoreOperation(() -> { });
                store.sync();
            }
        } catch (MVStoreException e) {
            throw new SQLException("H2 cannot write its file", e);
        }
    }

    /** @return null where the file belongs to a server */
    private static MVStore store(Connection connection) throws SQLException {
        return connection.isWrapperFor(JdbcConnection.class)
            && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
            ? session.getDatabase().getStore().getMvStore() : null;
    }

    /** Whether other processes may use the file too. H2 refuses {@link #OPEN_TO_THE_END} there. */
    private static boolean isShared(String url) {
        return url.matches("(?i)jdbc:h2:(tcp|ssl|zip):.*|.*;AUTO_SERVER=TRUE.*");
    }

    /** Closes the pools, then the database, whose file is then compacted. A file that other processes use is left open. */
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
        try (Connection last = DriverManager.getConnection(url(url) + ";IFEXISTS=TRUE",
                login); Statement statement = last.createStatement()) {
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
