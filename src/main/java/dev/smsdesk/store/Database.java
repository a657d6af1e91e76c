package dev.smsdesk.store;

import com.mysql.cj.jdbc.AbandonedConnectionCleanupThread;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data source and the entity managers over it. Does not connect at start, so the database may come up later. */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int PING_SECONDS = 2;
    static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(20);
    /** For the inbox: a caller waits for 3 s at most, and a frozen node may hold a row lock. One second is MySQL's minimum. */
    static final Duration LOCK_WAIT = Duration.ofSeconds(1);
    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final DataSource receiving;
    private final H2File file;
    private final Runnable closePools;
    private final EntityManagerFactory entityManagers;

    /** @param pool null for a server's pool; @param file null if commits need no flush */
    private Database(HikariDataSource pool, DataSource dataSource, DataSource receiving, H2File file, Runnable closePools) {
        this.pool = pool;
        this.dataSource = dataSource;
        this.receiving = receiving;
        this.file = file;
        this.closePools = closePools;
        this.entityManagers = new PersistenceProvider().createEntityManagerFactory("smsdesk", Map.of(
            "eclipselink.persistencexml", "META-INF/smsdesk-persistence.xml",
            "jakarta.persistence.nonJtaDataSource", dataSource));
    }

    /** @throws NamingException no such name, or not a data source */
    public static Database fromJndi(String name) throws NamingException {
        if (!(new InitialContext().lookup(name) instanceof DataSource theirs)) {
            throw new NamingException(name + " is not a DataSource");
        }
        return over(theirs);
    }

    /** Uses the application's isolation and timeouts while it holds a connection, in place of the data source's own settings. */
    static Database over(DataSource theirs) {
        return new Database(null, SettledDataSource.common(theirs), SettledDataSource.receiving(theirs), null, () -> { });
    }

    /**
     * Opens pools of its own. {@code user} and {@code password} may be null if the URL contains them.
     * @throws IllegalArgumentException no included driver accepts the URL, or its driver cannot parse it; the message does not contain
     *     the URL
     */
    public static Database fromUrl(String url, String user, String password) {
        PoolThreads threads = new PoolThreads();
        HikariDataSource pool = pool(Pools.common(url, user, password, threads));
        HikariDataSource receiving = pool(Pools.receiving(url, user, password, threads));
        Runnable closePools = () -> H2File.close(url, user, password, () -> {
            receiving.close();
            pool.close();
            threads.awaitEnd();
        });
        try {
            return new Database(pool, pool, receiving, H2File.is(url) ? new H2File(pool) : null, closePools);
        } catch (RuntimeException e) {
            closePools.run();
            throw e;
        }
    }

    private static HikariDataSource pool(HikariConfig config) {
        if (!Pools.hasDriver(config.getJdbcUrl())) {
            throw new IllegalArgumentException("is for no driver that is included. Use jdbc:mysql:… or jdbc:h2:…, or SMSDESK_JNDI with a "
                + "driver of your own.");
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("is not understood by its driver. The log says why.", e);
        }
    }

    /** Meters the own pool; a server's pool has its own metrics. Call once, before the pool is used. */
    public void measure(MeterRegistry meters) {
        if (pool != null) {
            pool.setMetricRegistry(meters);
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** What the operator should change about the server's pool; empty for the own pool. */
    public List<String> poolWarnings() {
        return Stream.of(dataSource, receiving).filter(SettledDataSource.class::isInstance)
            .flatMap(one -> ((SettledDataSource) one).warning().stream()).distinct().toList();
    }

    /** A pool for the inbox alone, so that callbacks are stored even if all other connections are in use. The server's pool is shared. */
    public DataSource receiving() {
        return receiving;
    }

    /** The transactions of this node. Call once: transactions of another instance do not take part in these. */
    public Tx tx() {
        return new Tx(entityManagers, file);
    }

    public EntityManagerFactory entityManagers() {
        return entityManagers;
    }

    /**
     * One round trip that tests writing without changing a row.
     * @throws SQLException the database does not answer, or {@link Transient#isReadOnly}
     */
    public void ping() throws SQLException {
        try (Connection connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            statement.setQueryTimeout(PING_SECONDS);
            try {
                statement.executeUpdate("update time_probe set probe = null where id = 0");
            } finally {
                if (!connection.isClosed()) {
                    statement.setQueryTimeout(0);   // H2 would apply it to every later statement of this connection
                }
            }
        }
    }

    /** Also unloads the application's drivers, which would keep its classes in memory. */
    @Override
    public void close() {
        entityManagers.close();
        closePools.run();
        if (isOurs(AbandonedConnectionCleanupThread.class)) {
            AbandonedConnectionCleanupThread.checkedShutdown();
            PoolThreads.awaitEnd(Thread.getAllStackTraces().keySet().stream().filter(Database::isDrivers).toList());
        }
        DriverManager.drivers().filter(driver -> isOurs(driver.getClass())).forEach(Database::deregister);
    }

    private static boolean isDrivers(Thread thread) {
        return thread.getName().startsWith("mysql-cj-") && thread.getContextClassLoader() == Database.class.getClassLoader();
    }

    private static boolean isOurs(Class<?> type) {
        return type.getClassLoader() == Database.class.getClassLoader() && type.getClassLoader() != ClassLoader.getSystemClassLoader();
    }

    private static void deregister(Driver driver) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
            log.warn("driver not deregistered driver={} cause={}", driver.getClass().getName(), e.toString());
        }
    }
}
