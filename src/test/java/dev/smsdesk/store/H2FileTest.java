package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.store.schema.Schema;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("H2's file holds each commit at once, and stays small")
@DisabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "of H2 alone")
class H2FileTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"jdbc:h2:file:/data/a;MODE=MySQL;WRITE_DELAY=0, "
        + "jdbc:h2:file:/data/a;MODE=MySQL;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=500;RETENTION_TIME=1000",
            "jdbc:h2:./a;write_delay=0;retention_time=1, jdbc:h2:./a;retention_time=1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=500",
        "jdbc:h2:./a;DB_CLOSE_ON_EXIT=TRUE;retention_time=1, jdbc:h2:./a;retention_time=1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=500",
        "jdbc:h2:./a;AUTO_SERVER=TRUE;retention_time=1, jdbc:h2:./a;AUTO_SERVER=TRUE;retention_time=1;WRITE_DELAY=500",
        "jdbc:h2:tcp://db/./a, jdbc:h2:tcp://db/./a;WRITE_DELAY=500;RETENTION_TIME=1000",
        "jdbc:h2:mem:a, jdbc:h2:mem:a", "jdbc:h2:tcp://127.0.0.1:1/mem:a, jdbc:h2:tcp://127.0.0.1:1/mem:a",
            "jdbc:mysql://db/a, jdbc:mysql://db/a"})
    void theWriterThatReclaimsSpaceAlwaysRunsAndH2ClosesNothingByItself(String given, String used) {
        assertEquals(used, H2File.url(given));
    }

    /** A copy of the file is what a process that is killed leaves behind. */
    @Test
    void whatIsCommittedIsInTheFileAtOnce() throws SQLException, IOException {
        try (Database database = opened()) {
            Tx tx = database.tx();
            for (int i = 0; i < 20; i++) {
                String name = "commit " + i;
                tx.sql(connection -> {
                    Sql.run(connection, "insert into kept_value (name, content) values (?, 'x')", name);
                    return null;
                });
                Files.copy(file("desk"), file("copy"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                try (Connection copy = DriverManager.getConnection(url("copy"))) {
                    assertEquals(List.of(name), Sql.list(copy, row -> row.getString(1),
                        "select name from kept_value where name = ?", name));
                }
            }
        }
    }

    /** So it is after a failed write: the next connection opens the file again, without the commits that were not in it. */
    @Test
    void aCommitOfAFileThatWasClosedSinceIsNotTakenForSaved() throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url("desk"));
        H2File file = new H2File(source);
        H2File.Change change;
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("create table kept (name varchar(20))");
            connection.setAutoCommit(false);
            statement.execute("insert into kept (name) values ('a')");
            change = H2File.change(connection);
            connection.commit();
            file.flush(change);
            statement.execute("shutdown immediately");
        }
        assertThrows(PersistenceException.class, () -> file.flush(change));
    }

    /** A tenth of a sandbox batch: every row is written twice, at places without any order. */
    @Test
    void closedItIsAsSmallAsWhatItKeeps() throws SQLException, IOException {
        Database database = opened();
        Tx tx = database.tx();
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            List<String> names = IntStream.range(0, 50).mapToObj(n -> Long.toHexString(random.nextLong())).toList();
            tx.sql(connection -> {
                Rows.insert(connection, "insert into kept_value (name, content) values ", "", names,
                    name -> new Object[] {name, "x".repeat(300)});
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
        assertTrue(closed < open && closed < 1 << 20, "open " + open + ", closed " + closed);
        try (Database again = opened(); Connection connection = again.dataSource()
            .getConnection(); Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from kept_value where content = 'y'")) {
            rows.next();
            assertEquals(3000, rows.getLong(1));
        }
    }

    /** 6 to 12 were seen, depending on how busy the machine is: what a small desk keeps is less than what is freed in a second. */
    private static final int MOST_OPEN = 15;

    /**
     * As callbacks come: each is written, claimed and settled, in groups, at places without any order. What is heard of later is the node's
     * own figures.
     */
    @Tag("slow")
    @Test
    void openItIsNotMuchLargerThanWhatItKeeps() throws SQLException, IOException {
        Database database = opened();
        Tx tx = database.tx();
        Random random = new Random(7);
        Ids ids = new Ids(Clock.systemUTC());
        for (int i = 0; i < 200; i++) {
            List<String> group = Stream.generate(ids::next).limit(25).toList();
            tx.sql(connection -> {
                Rows.insert(connection, "insert into callback (id, channel, sha256, body, nonce, secret_name, received_at, last_seen_at, "
                    + "seen, state, attempts, next_attempt_at) values ", "", group, id -> new Object[] {id, "SMS", bytes(random, 32),
                    bytes(random, 300), Long.toHexString(random.nextLong()), "s", NOON, NOON, 1, "PENDING", 0, NOON});
                return null;
            });
            tx.sql(connection -> {
                Rows.update(connection, "update callback set lease_until = ?, version = version + 1 where id in ", group, NOON);
                return null;
            });
            tx.sql(connection -> {
                Rows.update(connection, "update callback set state = 'APPLIED', next_attempt_at = null where id in ", group);
                return null;
            });
        }
        AtomicLong open = new AtomicLong();
        Concurrently.eventually(() -> {
            run(tx, "update time_probe set probe = null");
            open.set(size("desk"));
            return open.get() <= 15 << 20;
        });
        database.close();
        assertTrue(open.get() <= MOST_OPEN * size("desk"), "open " + open.get() + ", closed " + size("desk"));
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private long size(String name) {
        return file(name).toFile().length();
    }

    /** A page would, for seconds, while a burst of callbacks is written. */
    @Test
    void whatOnlyReadsDoesNotWaitForTheDisk() throws SQLException {
        List<String> flushes = new ArrayList<>();
        try (Database database = opened()) {
            Tx tx = new Tx(database.entityManagers(), new H2File(watched(DataSource.class, database.dataSource(), flushes)));
            run(tx, "insert into kept_value (name, content) values ('a', 'x')");
            assertEquals(List.of("checkpoint sync"), flushes);
            tx.sql(connection -> Sql.list(connection, row -> row.getString(1), "select content from kept_value"));
            run(tx, "update kept_value set content = 'y' where name = 'b'");
            assertThrows(IllegalStateException.class, () -> tx.sql(connection -> {
                Sql.run(connection, "update kept_value set content = 'y'");
                throw new IllegalStateException("pretended");
            }));
            assertEquals(1, flushes.size(), flushes.toString());
            run(tx, "update kept_value set content = 'y'");
            assertEquals(2, flushes.size(), flushes.toString());
        }
    }

    private static void run(Tx tx, String sql) {
        tx.sql(connection -> {
            Sql.run(connection, sql);
            return null;
        });
    }

    private static <T> T watched(Class<T> type, T real, List<String> flushes) {
        return type.cast(Proxy.newProxyInstance(H2FileTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            Object result = method.invoke(real, arguments);
            if (method.getName().equals("execute") && arguments[0].toString().startsWith("checkpoint")) {
                flushes.add(arguments[0].toString());
            }
            return method.getName().equals("unwrap") ? result : result instanceof Connection connection
                ? watched(Connection.class, connection, flushes)
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
