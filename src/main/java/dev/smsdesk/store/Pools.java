package dev.smsdesk.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/** The settings of the own pools. A server's pools are set up by its operator. */
final class Pools {
    private static final int COMMON_SIZE = 16;
    private static final int COMMON_IDLE = 3;
    private static final int RECEIVING_SIZE = 2;   // the inbox has one writer; the second connection replaces a broken one
    private static final Duration CONNECTION_WAIT = Duration.ofMillis(2500);   // a callback is answered within 3 s
    /**
     * Driver classes by URL: a server that has loaded drivers earlier, as Tomcat does at its start, does not find the application's own.
     */
    private static final Map<String, String> DRIVERS = Map.of("jdbc:mysql:", "com.mysql.cj.jdbc.Driver", "jdbc:h2:", "org.h2.Driver");

    private Pools() {}

    /** Whether a driver of the application or of the server accepts this URL. */
    static boolean hasDriver(String url) {
        return DRIVERS.keySet().stream().anyMatch(url::startsWith) || DriverManager.drivers().anyMatch(driver -> accepts(driver, url));
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    /** For pages, API, workers and the applier. */
    static HikariConfig common(String url, String user, String password, ThreadFactory threads) {
        HikariConfig config = config("sms-desk", url, user, password, threads);
        config.setMaximumPoolSize(COMMON_SIZE);
        config.setMinimumIdle(COMMON_IDLE);
        if (isMySql(url)) {
            config.addDataSourceProperty("rewriteBatchedStatements", "true");
        }
        return config;
    }

    /**
     * For the inbox, which repeats the same few statements, so the server prepares them once. The lock wait is shorter than the time to
     * answer.
     */
    static HikariConfig receiving(String url, String user, String password, ThreadFactory threads) {
        HikariConfig config = config("sms-desk-receiving", url, user, password, threads);
        config.setMaximumPoolSize(RECEIVING_SIZE);
        if (isMySql(url)) {
            config.addDataSourceProperty("useServerPrepStmts", "true");
            config.addDataSourceProperty("cachePrepStmts", "true");
            config.addDataSourceProperty("prepStmtCacheSize", "256");
            config.addDataSourceProperty("prepStmtCacheSqlLimit", "32768");
            config.addDataSourceProperty("sessionVariables", "innodb_lock_wait_timeout=" + Database.LOCK_WAIT.toSeconds());
        } else {
            config.setConnectionInitSql("set lock_timeout " + Database.LOCK_WAIT.toMillis() / 2);   // an insert may wait twice
        }
        return config;
    }

    private static HikariConfig config(String name, String url, String user, String password, ThreadFactory threads) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(H2File.url(url));
        config.setUsername(user);
        config.setPassword(password);
        config.setPoolName(name);
        config.setThreadFactory(threads);
        config.setExceptionOverride(new NextServer());
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        DRIVERS.keySet().stream().filter(url::startsWith).map(DRIVERS::get).forEach(config::setDriverClassName);
        if (isMySql(url)) {
            config.addDataSourceProperty("connectTimeout", String.valueOf(CONNECTION_WAIT.toMillis()));
            config.addDataSourceProperty("socketTimeout", String.valueOf(Database.NETWORK_TIMEOUT.toMillis()));
        }
        return config;
    }

    private static boolean isMySql(String url) {
        return url.startsWith("jdbc:mysql:");
    }

    /** Closes a connection that is lost or whose server is read-only; the next user gets a new one, to the new primary. */
    private static final class NextServer implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException fault) {
            return Transient.isOfServer(fault) || Transient.isConnectionLost(fault) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }
}
