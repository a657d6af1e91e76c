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

/** The one data source and the entity managers over it. Opening it does not connect: the database may come later. */
public final class Database implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Database.class);
    private static final int PING_SECONDS = 2;
    static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(20);
    /** While receiving: a caller waits for 3 s, and a row may be locked by a node that is frozen. The least that MySQL knows. */
    static final Duration LOCK_WAIT = Duration.ofSeconds(1);
    private final HikariDataSource pool;
    private final DataSource dataSource;
    private final DataSource receiving;
    private final H2File file;
    private final Runnable closePools;
    private final EntityManagerFactory entityManagers;

    /** @param pool ours, or null; {@code dataSource} hands out its connections; @param file null where nothing has to be flushed */
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

    /** Whatever isolation and timeouts the data source has of its own: ours hold while we have a connection. */
    static Database over(DataSource theirs) {
        return new Database(null, SettledDataSource.common(theirs), SettledDataSource.receiving(theirs), null, () -> { });
    }

    /**
     * Pools of our own. {@code user} and {@code password} may be null where the URL says all.
     * @throws IllegalArgumentException the URL is for no included driver, or its driver does not understand it; the message says which, without the URL
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
            throw new IllegalArgumentException("is for no driver that is included. Use jdbc:mysql:… or jdbc:h2:…, or SMSDESK_JNDI with a driver of your own.");
        }
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("is not understood by its driver. The log says why.", e);
        }
    }

    /** Counts and times what our own pool hands out; a server's pool has figures of its own. Once, before the pool is used. */
    public void measure(MeterRegistry meters) {
        if (pool != null) {
            pool.setMetricRegistry(meters);
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /** What an operator should change about the server's pool; empty for our own. */
    public List<String> poolWarnings() {
        return Stream.of(dataSource, receiving).filter(SettledDataSource.class::isInstance)
            .flatMap(one -> ((SettledDataSource) one).warning().stream()).distinct().toList();
    }

    /** For the inbox alone: whatever else uses up its connections, callbacks are kept. One pool for all where the server brings it. */
    public DataSource receiving() {
        return receiving;
    }

    /** The transactions of this node. Once: those of another one do not take part in them. */
    public Tx tx() {
        return new Tx(entityManagers, file);
    }

    public EntityManagerFactory entityManagers() {
        return entityManagers;
    }

    /** One round trip that would write, if there were anything to write. @throws SQLException the database does not answer, or {@link Transient#isReadOnly} */
    public void ping() throws SQLException {
        try (Connection connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            statement.setQueryTimeout(PING_SECONDS);
            try {
                statement.executeUpdate("update time_probe set probe = null where id = 0");
            } finally {
                if (!connection.isClosed()) {
                    statement.setQueryTimeout(0);   // H2 would keep it for every later statement of this connection
                }
            }
        }
    }

    /** The drivers that came with the application go with it, or they would keep its classes in memory. */
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
