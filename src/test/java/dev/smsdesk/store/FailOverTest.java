package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A connection to a server that refuses writes leaves the pool: the next may reach the server that took over")
public class FailOverTest {
    private final Database database = Database.fromUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null);

    /** What the database does; public for its sake. */
    public static void refuse(int code) throws SQLException {
        throw new SQLException("refused", "HY000", code);
    }

    @BeforeEach
    void refusals() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            Sql.run(connection, "create alias refuse for 'dev.smsdesk.store.FailOverTest.refuse'");
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1290, 1836, 1047})
    void readOnlyOrOutOfItsCluster(int code) throws SQLException {
        for (DataSource pool : List.of(database.dataSource(), database.receiving())) {
            try (Connection connection = pool.getConnection()) {
                JdbcConnection real = connection.unwrap(JdbcConnection.class);
                refused(connection, code);
                assertTrue(connection.isClosed(), "ours no more");
                assertTrue(Concurrently.eventually(() -> isClosed(real)));
            }
        }
    }

    @Test
    void anotherConnectionThanTheOneWhoseServerHasDied(@TempDir Path folder) throws SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString()).start();
        try (Database mortal = Database.fromUrl(server.getURL().replace("tcp:", "jdbc:h2:tcp:") + "/./desk", "sa", "")) {
            try (Connection connection = mortal.dataSource().getConnection()) {
                server.stop();
                assertThrows(SQLException.class, () -> Sql.run(connection, "create table t (n int)"));
                assertTrue(connection.isClosed(), "ours no more");
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void anyOtherFaultKeepsItsConnection() throws SQLException {
        try (Connection connection = database.receiving().getConnection()) {
            refused(connection, 1062);
            assertFalse(connection.isClosed());
        }
    }

    @Test
    void itIsWorthAnotherTryOverAnotherConnection() {
        SQLException readOnly = new SQLException("super_read_only", "HY000", 1836);
        assertTrue(Transient.is(readOnly) && Transient.isReadOnly(readOnly) && Transient.isOfServer(new IllegalStateException(readOnly)));
        assertFalse(Transient.isOfServer(new SQLException("duplicate", "23000", 1062)));
    }

    private static void refused(Connection connection, int code) {
        assertEquals(code, assertThrows(SQLException.class, () -> Sql.run(connection, "call refuse(?)", code)).getErrorCode());
    }

    private static boolean isClosed(JdbcConnection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
