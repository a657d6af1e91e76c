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
 * One script of {@code db/changes}, which goes on where it broke off: no database takes back what was changed in tables, and whoever stops the
 * server while a large one is changed would never start again. Counts its statements as they are done; the first of a second try may have been
 * done without being counted.
 */
final class Change implements JavaMigration {
    /** There is such a table, column, index, key, constraint or row already, or none to drop: first MySQL's and MariaDB's codes, then H2's. */
    private static final Set<Integer> DONE_BEFORE = Set.of(1050, 1060, 1061, 1091, 1062, 3940, 42101, 42121, 42111, 23505, 42122, 42112, 90045, 90057);
    private static final Pattern TABLE = Pattern.compile("^create table (\\w+)", Pattern.MULTILINE);
    private final String name;
    private final String script;

    /** @param name of the file without its ending, {@code V1__in_words}; it and the file's text never change once they are out */
    Change(String name) {
        this.name = name;
        try (InputStream file = Change.class.getResourceAsStream("/db/changes/" + name + ".sql")) {
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

    /** As Flyway reckons it for scripts that it runs by itself, as it did in version 1 of SMS Desk. */
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
        connection.setNetworkTimeout(SettledDataSource.SAME_THREAD, 0);   // a table of millions takes its time
        try {
            goOn(connection);
        } finally {
            connection.setNetworkTimeout(SettledDataSource.SAME_THREAD, networkTimeout);
        }
    }

    /** @param begun whether a statement more was begun, and may be done */
    private record Step(int done, boolean begun) {}

    private void goOn(Connection connection) throws SQLException {
        run(connection, "create table if not exists change_step "
            + "(version varchar(16) not null, done int not null, begun boolean not null, constraint change_step_pk primary key (version))");
        Step reached = Sql.list(connection, row -> new Step(row.getInt("done"), row.getBoolean("begun")),
            "select done, begun from change_step where version = ?", version()).stream().findFirst().orElse(new Step(0, false));
        Sql.run(connection, "insert into change_step (version, done, begun) values (?, 0, true) on duplicate key update begun = true", version());
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

    /** The server refused it; where its connection is gone that is not known, and cannot be written either. */
    private void notBegun(Connection connection, SQLException first) {
        try {
            Sql.run(connection, "update change_step set begun = false where version = ?", version());
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    /** Names of those that it makes. */
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
