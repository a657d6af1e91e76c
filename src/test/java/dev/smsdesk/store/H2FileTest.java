package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("H2's file holds each commit at once, and is hardly larger than what it keeps")
@DisabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "of H2 alone")
class H2FileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"jdbc:h2:file:/data/a;MODE=MySQL;WRITE_DELAY=0, jdbc:h2:file:/data/a;MODE=MySQL;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=500;RETENTION_TIME=5000",
        "jdbc:h2:./a;write_delay=0;retention_time=1, jdbc:h2:./a;retention_time=1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=500",
        "jdbc:h2:./a;DB_CLOSE_ON_EXIT=TRUE;retention_time=1, jdbc:h2:./a;retention_time=1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=500",
        "jdbc:h2:./a;AUTO_SERVER=TRUE;retention_time=1, jdbc:h2:./a;AUTO_SERVER=TRUE;retention_time=1;WRITE_DELAY=500",
        "jdbc:h2:tcp://db/./a, jdbc:h2:tcp://db/./a;WRITE_DELAY=500;RETENTION_TIME=5000",
        "jdbc:h2:mem:a, jdbc:h2:mem:a", "jdbc:h2:tcp://127.0.0.1:1/mem:a, jdbc:h2:tcp://127.0.0.1:1/mem:a", "jdbc:mysql://db/a, jdbc:mysql://db/a"})
    void theWriterThatReclaimsSpaceAlwaysRunsAndH2ClosesNothingByItself(String given, String used) {
        assertEquals(used, H2File.url(given));
    }

    /** A copy of the file is what a process that is killed leaves behind. */
    @Test
    void whatIsCommittedIsInTheFileAtOnce() throws SQLException, IOException {
        try (Database database = opened()) {
            Tx tx = new Tx(database.entityManagers());
            for (int i = 0; i < 20; i++) {
                String name = "commit " + i;
                tx.sql(connection -> {
                    Sql.run(connection, "insert into kept_value (name, content) values (?, 'x')", name);
                    return null;
                });
                Files.copy(file("desk"), file("copy"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                try (Connection copy = DriverManager.getConnection(url("copy"))) {
                    assertEquals(List.of(name), Sql.list(copy, row -> row.getString(1), "select name from kept_value where name = ?", name));
                }
            }
        }
    }

    /** A tenth of a sandbox batch: every row is written twice, at places without any order. */
    @Test
    void closedItIsAsSmallAsWhatItKeeps() throws SQLException, IOException {
        Database database = opened();
        Tx tx = new Tx(database.entityManagers());
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            List<String> names = IntStream.range(0, 50).mapToObj(n -> Long.toHexString(random.nextLong())).toList();
            tx.sql(connection -> {
                Rows.insert(connection, "insert into kept_value (name, content) values ", "", names, name -> new Object[] {name, "x".repeat(300)});
                return null;
            });
            tx.sql(connection -> {
                Rows.update(connection, "update kept_value set content = 'y' where name in ", names);
                return null;
            });
        }
        long open = Files.size(file("desk"));
        database.close();
        long closed = Files.size(file("desk"));
        assertTrue(closed * 3 < open && closed < 1 << 20, "open " + open + ", closed " + closed);
        try (Database again = opened(); Connection connection = again.dataSource().getConnection(); Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from kept_value where content = 'y'")) {
            rows.next();
            assertEquals(3000, rows.getLong(1));
        }
    }

    /** A page would, for seconds, while a burst of callbacks is written. */
    @Test
    void whatOnlyReadsDoesNotWaitForTheDisk() throws SQLException {
        List<String> flushes = new ArrayList<>();
        JdbcDataSource file = new JdbcDataSource();
        file.setURL(url("desk"));
        try (Connection connection = H2File.flushed(watched(DataSource.class, file, flushes)).getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table one (number int)");
            statement.execute("insert into one (number) values (1)");
            connection.commit();
            assertEquals(List.of("checkpoint sync"), flushes);
            statement.executeQuery("select number from one");
            connection.commit();
            statement.executeUpdate("update one set number = 2 where number = 7");
            connection.commit();
            statement.execute("insert into one (number) values (2)");
            connection.rollback();
            connection.commit();
            assertEquals(1, flushes.size(), flushes.toString());
            statement.executeUpdate("update one set number = 2");
            connection.commit();
            assertEquals(2, flushes.size(), flushes.toString());
        }
    }

    private static <T> T watched(Class<T> type, T real, List<String> flushes) {
        return type.cast(Proxy.newProxyInstance(H2FileTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            Object result = method.invoke(real, arguments);
            if (method.getName().equals("execute") && arguments[0].toString().startsWith("checkpoint")) {
                flushes.add(arguments[0].toString());
            }
            return result instanceof Connection connection ? watched(Connection.class, connection, flushes)
                : result instanceof Statement statement ? watched(Statement.class, statement, flushes) : result;
        }));
    }

    @Test
    void thePingLeavesNoLimitBehind() throws SQLException {
        try (Database database = opened()) {
            database.ping();
            for (int i = 0; i < 20; i++) {
                try (Connection connection = database.dataSource().getConnection(); Statement statement = connection.createStatement()) {
                    assertEquals(0, statement.getQueryTimeout());
                }
            }
        }
    }

    private Database opened() throws SQLException {
        Database database = Database.fromUrl(url("desk") + ";WRITE_DELAY=0", null, null);
        new Schema(database.dataSource()).migrate();
        return database;
    }

    private String url(String name) {
        return "jdbc:h2:file:" + folder.resolve(name) + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE";
    }

    private Path file(String name) {
        return folder.resolve(name + ".mv.db");
    }
}
