package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An operator's data source is used at READ COMMITTED and given back as it was")
class SettledDataSourceTest {
    private final JdbcConnectionPool theirs = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID(), "", "");
    private final SettledDataSource ours = SettledDataSource.common(theirs);

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
    void theirAutocommitIsPutBackToo() throws SQLException {
        List<Boolean> givenBack = new ArrayList<>();
        DataSource careless = withoutAutocommit(givenBack);
        try (Connection connection = SettledDataSource.receiving(careless).getConnection()) {
            connection.setAutoCommit(true);
        }
        new Schema(careless).migrate();
        assertEquals(Set.of(false), Set.copyOf(givenBack));
    }

    /** Most pools would put it right by themselves. @param givenBack what each connection had when it was closed */
    private static DataSource withoutAutocommit(List<Boolean> givenBack) {
        JdbcDataSource real = new JdbcDataSource();
        real.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        return proxy(DataSource.class, (self, getConnection, nothing) -> {
            Connection connection = real.getConnection();
            connection.setAutoCommit(false);
            return proxy(Connection.class, (proxy, method, arguments) -> {
                if (method.getName().equals("close")) {
                    givenBack.add(connection.getAutoCommit());
                }
                return method.invoke(connection, arguments);
            });
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(SettledDataSourceTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void aFaultKeepsItsTypeAndItsState() throws SQLException {
        try (Connection connection = ours.getConnection(); Statement statement = connection.createStatement()) {
            assertEquals("42S04", assertThrows(SQLException.class, () -> statement.execute("select * from nowhere")).getSQLState());
        }
    }
}
