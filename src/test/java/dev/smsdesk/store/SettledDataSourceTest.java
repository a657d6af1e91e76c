package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An operator's data source is used at READ COMMITTED and given back as it was")
class SettledDataSourceTest {
    private final JdbcConnectionPool theirs = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
    private final SettledDataSource ours = new SettledDataSource(theirs, 20_000);

    SettledDataSourceTest() throws SQLException {
        theirs.setMaxConnections(1);   // so that the next one is the same one
        try (Connection connection = theirs.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        }
    }

    @AfterEach
    void close() {
        theirs.dispose();
    }

    @Test
    void oursReadsCommittedTheirsIsPutBack() throws SQLException {
        try (Connection connection = ours.getConnection()) {
            assertEquals(Connection.TRANSACTION_READ_COMMITTED, connection.getTransactionIsolation());
        }
        try (Connection connection = theirs.getConnection()) {
            assertEquals(Connection.TRANSACTION_SERIALIZABLE, connection.getTransactionIsolation());
        }
    }

    @Test
    void whatWasLeftOpenIsRolledBackBeforeItIsGivenBack() throws SQLException {
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("create table t (n int)");
            connection.setAutoCommit(false);
            statement.execute("insert into t values (1)");
        }
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement(); var rows = statement.executeQuery("select * from t")) {
            assertFalse(rows.next());
        }
    }

    @Test
    void aFaultKeepsItsTypeAndItsState() throws SQLException {
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            assertEquals("42S04", assertThrows(SQLException.class, () -> statement.execute("select * from nowhere")).getSQLState());
        }
    }
}
