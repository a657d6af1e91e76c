package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.mysql.cj.jdbc.MysqlDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@DisplayName("Receiving waits briefly for a lock, also over an operator's pool; other work waits as the operator set it")
@EnabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "the embedded database is always in our own pool")
class LockWaitTest {
    private final HikariDataSource theirs = new HikariDataSource(oneConnection());

    @AfterEach
    void close() {
        theirs.close();
    }

    @Test
    void aSecondForUsAndTheFormerValueForTheNext() throws SQLException {
        assertEquals(37, lockWait(theirs.getConnection()));
        assertEquals(1, lockWait(SettledDataSource.receiving(theirs).getConnection()));
        assertEquals(37, lockWait(theirs.getConnection()));
        assertEquals(37, lockWait(SettledDataSource.common(theirs).getConnection()));
    }

    private static long lockWait(Connection connection) throws SQLException {
        try (connection) {
            return Sql.list(connection, row -> row.getLong(1), "select @@innodb_lock_wait_timeout").get(0);
        }
    }

    /** So that the next one is the same one. */
    private static HikariConfig oneConnection() {
        MysqlDataSource server = new MysqlDataSource();
        server.setUrl(System.getProperty("smsdesk.test.dbUrl"));
        server.setUser(System.getProperty("smsdesk.test.dbUser"));
        server.setPassword(System.getProperty("smsdesk.test.dbPassword"));
        HikariConfig config = new HikariConfig();
        config.setDataSource(server);
        config.setMaximumPoolSize(1);
        config.setConnectionInitSql("set session innodb_lock_wait_timeout = 37");
        return config;
    }
}
