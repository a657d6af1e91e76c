package dev.smsdesk.store.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.smsdesk.store.SettledDataSource;
import dev.smsdesk.store.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.extensibility.MigrationType;

/**
 * One script of {@code db/changes}, which continues after an interruption: no database rolls back DDL, and a server that is stopped
 * during a long change must start again. Counts its statements as they are done; the first one of a second attempt may have been done
 * without being counted.
 */
final class SchemaChange implements JavaMigration {
    /**
     * The table, column, index, key, constraint or row exists already, or does not exist and cannot be dropped: codes of MySQL and
     * MariaDB, then of H2.
     */
    private static final Set<Integer> DONE_BEFORE = Set.of(1050, 1060, 1061, 1091, 1062, 3940, 42101, 42121, 42111, 23505, 42122,
        42112, 90045, 90057);
    private static final Pattern TABLE = Pattern.compile("^create table (\\w+)", Pattern.MULTILINE);
    private final String name;
    private final String script;

    /** @param name file name without its ending, {@code V1__in_words}; name and content never change after a release */
    SchemaChange(String name) {
        this.name = name;
        try (InputStream file = SchemaChange.class.getResourceAsStream("/db/changes/" + name + ".sql")) {
            this.script = new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion(name.substring(1, name.indexOf("__")));
    }

    @Override
    public String getDescription() {
        return name.substring(name.indexOf("__") + 2).replace('_', ' ');
    }

    /** As Flyway computes it for scripts that it runs itself, as in version 1 of SMS Desk. */
    @Override
    public Integer getChecksum() {
        CRC32 sum = new CRC32();
        script.lines().forEach(line -> sum.update(line.getBytes(UTF_8)));
        return (int) sum.getValue();
    }

    @Override
    public MigrationType getType() {
        return CoreMigrationType.SQL;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        int networkTimeout = connection.getNetworkTimeout();
        connection.setNetworkTimeout(SettledDataSource.SAME_THREAD, 0);   // a table with millions of rows takes long
        try {
            goOn(connection);
        } finally {
            connection.setNetworkTimeout(SettledDataSource.SAME_THREAD, networkTimeout);
        }
    }

    /** @param begun whether one more statement was started and may be done */
    private record Progress(int done, boolean begun) {}

    private void goOn(Connection connection) throws SQLException {
        run(connection, "create table if not exists change_step "
            + "(version varchar(16) not null, done int not null, begun boolean not null, constraint change_step_pk primary key (version))");
        Progress reached = Sql.list(connection, row -> new Progress(row.getInt("done"), row.getBoolean("begun")),
            "select done, begun from change_step where version = ?", version()).stream().findFirst().orElse(new Progress(0, false));
        Sql.run(connection, "insert into change_step (version, done, begun) values (?, 0, true) on duplicate key update begun = true",
            version());
        List<String> statements = statements();
        for (int next = reached.done(); next < statements.size(); next++) {
            run(connection, statements.get(next), reached.begun() && next == reached.done());
            Sql.run(connection, "update change_step set done = ? where version = ?", next + 1, version());
        }
    }

    private void run(Connection connection, String sql, boolean perhapsDone) throws SQLException {
        try {
            run(connection, sql);
        } catch (SQLException e) {
            if (perhapsDone && DONE_BEFORE.contains(e.getErrorCode())) {
                return;
            }
            if (!perhapsDone) {
                notBegun(connection, e);
            }
            throw e;
        }
    }

    /** The server refused the statement. After a lost connection that is unknown, and cannot be written either. */
    private void notBegun(Connection connection, SQLException first) {
        try {
            Sql.run(connection, "update change_step set begun = false where version = ?", version());
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    /** Names of the tables that it creates. */
    Stream<String> tables() {
        return TABLE.matcher(script).results().map(table -> table.group(1));
    }

    private String version() {
        return getVersion().getVersion();
    }

    private List<String> statements() {
        String bare = script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return Arrays.stream(bare.split(";(\n|$)")).map(String::strip).filter(statement -> !statement.isEmpty()).toList();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
