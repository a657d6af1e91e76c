package dev.smsdesk.store.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.store.TestDatabase;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A schema change continues where it stopped; tables from before the first release are refused")
class SchemaChangeTest {
    private static final int STATEMENTS_AT_LEAST = 50;
    private static final List<String> CHANGES = List.of("V1__tables", "V2__for_this_test");
    private static final String CALLBACK = "insert into callback (id, channel, sha256, body, nonce, signed_at, secret_name, received_at, "
        + "last_seen_at, seen, state, attempts) values ('01', 'SMS', ?, ?, 'n', '2026-11-24 10:00:00', 'current', '2026-11-24 10:00:01', "
        + "'2026-11-24 10:00:01', 1, 'APPLIED', 1)";
    private final TestDatabase whole = TestDatabase.empty();
    private final TestDatabase db = TestDatabase.empty();

    @BeforeEach
    void migrateOneInOneGo() throws SQLException {
        schema(whole, CHANGES).migrate();
    }

    @AfterEach
    void close() {
        db.close();
        whole.close();
    }

    @Test
    void brokenOffAfterEachStatementBeforeItIsCounted() throws SQLException {
        int tries = triesUntilReady(List.of("V1__tables"));
        db.run(CALLBACK, new byte[32], new byte[] {'{', '}'});
        tries += triesUntilReady(CHANGES);
        assertTrue(tries >= STATEMENTS_AT_LEAST, tries + " tries");
        assertEquals(shape(whole), shape(db));
        assertEquals("01 n", db.text("select concat(callback_id, ' ', nonce) from test_gist"));
        assertEquals(1, db.number("select count(*) from test_gist"));
    }

    private int triesUntilReady(List<String> changes) throws SQLException {
        int tries = 0;
        while (!isReady(new Breaking(), changes)) {
            tries++;
            assertTrue(tries < 10 * STATEMENTS_AT_LEAST, "does not get on");
        }
        return tries;
    }

    @Test
    void tablesOfBeforeTheFirstReleaseAreRefused() throws SQLException {
        schema(db, CHANGES).migrate();
        db.run("update flyway_schema_history set checksum = 1, description = 'keep messages' where version = '1'");
        String before = shape(db);
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> schema(db, CHANGES).migrate());
        assertEquals("The tables in this database were made before the first release of SMS Desk and cannot be brought up to date. "
            + "Give SMS Desk an empty database.", refused.getMessage());
        assertEquals(before, shape(db));
    }

    @Test
    void aDatabaseThatALaterVersionHasChangedIsTakenAsItIs() throws SQLException {
        schema(db, CHANGES).migrate();
        schema(db, List.of("V1__tables")).migrate();
        assertEquals(shape(whole), shape(db));
    }

    @Test
    void theListInTheWarNamesEachFileBesideIt() throws IOException {
        Path folder = Path.of("src/main/resources/db/changes");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".sql"))
                .map(name -> name.replace(".sql", "")).sorted().toList(), Files.readAllLines(folder.resolve("changes.txt")).stream()
                .sorted().toList());
        }
    }

    @Test
    void whatFailsForAnotherReasonIsNotPassedOver() throws SQLException {
        db.run("create view callback as select 1 as id");   // in the way of V1, and no table
        assertThrows(FlywayException.class, () -> schema(db, CHANGES).migrate());
        assertThrows(FlywayException.class, () -> schema(db, CHANGES).migrate());
        db.run("drop view callback");
        schema(db, CHANGES).migrate();
        assertEquals(shape(whole), shape(db));
    }

    private static Schema schema(TestDatabase of, List<String> changes) {
        return new Schema(of.database().dataSource(), changes);
    }

    private boolean isReady(Breaking breaking, List<String> changes) throws SQLException {
        try {
            new Schema(breaking.over(DataSource.class, db.database().dataSource()), changes).migrate();
            return true;
        } catch (FlywayException e) {
            return false;
        }
    }

    /** Of each try it lets one statement be counted. */
    private static final class Breaking {
        private int counted;

        <T> T over(Class<T> type, Object whole) {
            return type.cast(Proxy.newProxyInstance(SchemaChangeTest.class.getClassLoader(), new Class<?>[] {type},
                    (self, method, arguments) -> {
                if (method.getName().equals("prepareStatement") && ((String) arguments[0]).startsWith("update change_step")
                        && counted++ > 0) {
                    throw new SQLException("the server was stopped", "08S01");
                }
                try {
                    Object result = method.invoke(whole, arguments);
                    return result instanceof Connection connection ? over(Connection.class, connection) : result;
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }));
        }
    }

    /** Every column and every index, a line each. */
    private static String shape(TestDatabase of) throws SQLException {
        TreeSet<String> lines = new TreeSet<>();
        try (Connection connection = of.database().dataSource().getConnection()) {
            DatabaseMetaData data = connection.getMetaData();
            TreeSet<String> tables = new TreeSet<>();
            try (ResultSet table = data.getTables(connection.getCatalog(), connection.getSchema(), "%",
                    new String[] {"TABLE", "BASE TABLE"})) {
                while (table.next()) {
                    tables.add(table.getString("TABLE_NAME"));
                }
            }
            for (String table : tables) {
                try (ResultSet column = data.getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
                    while (column.next()) {
                        lines.add(table + "." + column.getString("COLUMN_NAME") + " " + column.getString("TYPE_NAME") + " "
                            + column.getInt("COLUMN_SIZE") + " "
                            + column.getInt("NULLABLE") + " " + column.getString("COLUMN_DEF"));
                    }
                }
                try (ResultSet index = data.getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, false)) {
                    while (index.next()) {
                        lines.add(table + " index " + index.getString("INDEX_NAME") + " " + index.getInt("ORDINAL_POSITION") + " "
                            + index.getString("COLUMN_NAME"));
                    }
                }
            }
        }
        return String.join("\n", lines);
    }
}
