package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bringing the tables up to date goes on where it broke off, and takes those of earlier versions as they are")
class ChangeTest {
    private static final int STATEMENTS_AT_LEAST = 60;
    private final TestDatabase whole = TestDatabase.open();
    private final TestDatabase db = TestDatabase.empty();

    @AfterEach
    void close() {
        db.close();
        whole.close();
    }

    @Test
    void brokenOffAfterEachStatementBeforeItIsCounted() throws SQLException {
        int tries = 0;
        while (!isReady(new Breaking())) {
            tries++;
            assertTrue(tries < 10 * STATEMENTS_AT_LEAST, "does not get on");
        }
        assertTrue(tries >= STATEMENTS_AT_LEAST, tries + " tries");
        assertEquals(shape(whole), shape(db));
    }

    @Test
    void theFirstVersionLeftItToFlyway() throws SQLException {
        Flyway.configure().dataSource(db.database().dataSource()).locations("classpath:db/changes").target("3").load().migrate();
        db.run("insert into callback (id, family, sha256, body, nonce, signed_at, secret_name, received_at, last_seen_at, seen, state, provider_id, status, attempts) "
            + "values ('01', 'sms', ?, ?, 'n', '2026-11-24 10:00:00', 'current', '2026-11-24 10:00:01', '2026-11-24 10:00:01', 1, 'APPLIED', 'P1', 'Delivered', 1)",
            new byte[32], new byte[] {'{', '}'});
        new Schema(db.database().dataSource()).migrate();
        new Schema(db.database().dataSource()).migrate();
        assertEquals(shape(whole), shape(db));
        assertEquals("P1 Delivered", db.text("select concat(provider_id, ' ', status) from callback_gist where callback_id = '01'"));
    }

    @Test
    void whatFailsForAnotherReasonIsNotPassedOver() throws SQLException {
        db.run("create view callback as select 1 as id");   // in the way of V2, and no table
        assertThrows(FlywayException.class, () -> new Schema(db.database().dataSource()).migrate());
        assertThrows(FlywayException.class, () -> new Schema(db.database().dataSource()).migrate());
        db.run("drop view callback");
        new Schema(db.database().dataSource()).migrate();
        assertEquals(shape(whole), shape(db));
    }

    private boolean isReady(Breaking breaking) throws SQLException {
        try {
            new Schema(breaking.over(DataSource.class, db.database().dataSource())).migrate();
            return true;
        } catch (FlywayException e) {
            return false;
        }
    }

    /** Of each try it lets one statement be counted. */
    private static final class Breaking {
        private int counted;

        <T> T over(Class<T> type, Object whole) {
            return type.cast(Proxy.newProxyInstance(ChangeTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                if (method.getName().equals("prepareStatement") && ((String) arguments[0]).startsWith("update change_step") && counted++ > 0) {
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
            try (ResultSet table = data.getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
                while (table.next()) {
                    tables.add(table.getString("TABLE_NAME"));
                }
            }
            for (String table : tables) {
                try (ResultSet column = data.getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
                    while (column.next()) {
                        lines.add(table + "." + column.getString("COLUMN_NAME") + " " + column.getString("TYPE_NAME") + " " + column.getInt("COLUMN_SIZE") + " "
                            + column.getInt("NULLABLE") + " " + column.getString("COLUMN_DEF"));
                    }
                }
                try (ResultSet index = data.getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, false)) {
                    while (index.next()) {
                        lines.add(table + " index " + index.getString("INDEX_NAME") + " " + index.getInt("ORDINAL_POSITION") + " " + index.getString("COLUMN_NAME"));
                    }
                }
            }
        }
        return String.join("\n", lines);
    }
}
