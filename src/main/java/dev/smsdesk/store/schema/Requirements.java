package dev.smsdesk.store.schema;

import dev.smsdesk.common.SqlFaults;
import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks how a database is set up. Each fault is one sentence with the statement that repairs it. */
final class Requirements {
    private static final String UTF8 = " character set utf8mb4 collate utf8mb4_bin";
    private static final String AGAIN = " SMS Desk looks again by itself.";
    private static final String BINARY_LOG = "The database writes its binary log as statements, and so refuses transactions at READ "
        + "COMMITTED. Run: set global binlog_format = 'ROW'; and write binlog_format=ROW into its configuration. Then restart SMS Desk, "
        + "whose connections keep the old format.";
    private static final String KEYS = "The database makes tables in a row format that is too small for the keys of SMS Desk. "
        + "Run: set global innodb_default_row_format = 'dynamic'; and write it into the database's configuration." + AGAIN;
    private static final String H2_MODE = "The H2 database is not opened in MySQL mode. Add ;MODE=MySQL;DATABASE_TO_LOWER=TRUE to its "
        + "JDBC URL and restart.";
    /** MySQL and MariaDB: the key is too long for the row format, with and without strict mode. */
    private static final List<Integer> KEY_TOO_LONG = List.of(1709, 1071);
    /** MySQL and MariaDB: the binary log's format does not allow this isolation level. */
    private static final int NOT_LOGGED = 1665;

    private Requirements() {}

    /**
     * Runs before anything is written.
     * @param tables of SMS Desk, whether they exist yet or not
     * @throws IllegalStateException the sentence
     */
    static void check(Connection connection, Collection<String> tables) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
            require(Sql.list(connection, row -> row.getString(1), "select setting_value from information_schema.settings where "
                + "setting_name = 'MODE'")
                .stream().anyMatch(List.of("MySQL", "MariaDB")::contains), H2_MODE);
            return;
        }
        Map<String, String> log = new TreeMap<>();
        Sql.list(connection, row -> log.put(row.getString(1), row.getString(2)),
            "show variables where variable_name in ('log_bin', 'sql_log_bin', 'binlog_format')");
        require(!(isOn(log, "log_bin") && isOn(log, "sql_log_bin") && "STATEMENT".equals(log.get("binlog_format"))), BINARY_LOG);
        checkCharacters(connection, tables);
    }

    private static boolean isOn(Map<String, String> variables, String name) {
        return "ON".equalsIgnoreCase(variables.get(name));
    }

    /** An emoji takes four bytes. New tables inherit the database's character set, so it is checked first. */
    private static void checkCharacters(Connection connection, Collection<String> tables) throws SQLException {
        List<String> repairs = new ArrayList<>(Sql.list(connection, row -> "alter database `" + row.getString(1) + "`" + UTF8,
            "select schema_name from information_schema.schemata where schema_name = database() and default_character_set_name <> "
            + "'utf8mb4'"));
        Sql.list(connection, row -> row.getString(1), "select distinct table_name from information_schema.columns where table_schema = "
            + "database() and character_set_name <> 'utf8mb4' order by 1").stream().filter(tables::contains)
            .map(table -> "alter table `" + table + "` convert to" + UTF8).forEach(repairs::add);
        require(repairs.isEmpty(), "The database is not in utf8mb4 and cannot keep every character, such as an emoji. Run: "
            + String.join("; ", repairs) + ";" + AGAIN);
    }

    private static void require(boolean met, String sentence) {
        if (!met) {
            throw new IllegalStateException(sentence);
        }
    }

    /** The sentence for a failed schema change, if its cause is one of these. */
    static Optional<String> sentence(Throwable fault) {
        return SqlFaults.in(fault).findFirst().map(SQLException::getErrorCode)
            .map(code -> KEY_TOO_LONG.contains(code) ? KEYS : code == NOT_LOGGED ? BINARY_LOG : null);
    }
}
