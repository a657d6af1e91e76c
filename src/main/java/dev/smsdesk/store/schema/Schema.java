package dev.smsdesk.store.schema;

import dev.smsdesk.store.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the tables up to date and checks that the database stores values unchanged. */
public final class Schema {
    /** Names of the scripts beside it, one per line, in order. */
    private static final String LIST = "/db/changes/changes.txt";
    private static final String HISTORY = "flyway_schema_history";
    /** Two, three and four bytes in UTF-8. */
    private static final String EVERY_CHARACTER = "é€\uD83D\uDE00";
    private static final LocalDateTime PROBE = LocalDateTime.of(2026, 10, 25, 2, 30, 15, 123_456_000);
    private static final String UNRELEASED = "The tables in this database were made before the first release of SMS Desk and cannot be "
        + "brought up to date. Give SMS Desk an empty database.";
    private final DataSource dataSource;
    private final List<String> names;

    public Schema(DataSource dataSource) {
        this(dataSource, names());
    }

    /** @param names of the scripts, in order */
    Schema(DataSource dataSource, List<String> names) {
        this.dataSource = dataSource;
        this.names = names;
    }

    private static List<String> names() {
        try (InputStream list = Schema.class.getResourceAsStream(LIST)) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(LIST, e);
        }
    }

    /**
     * Checks the database's settings, migrates, then writes and reads back a time and some characters.
     * @throws FlywayException a change failed or was edited
     * @throws SQLException the database did not answer
     * @throws IllegalStateException the database has wrong settings, or the driver silently changes values (MySQL's driver on MariaDB 10
     *     truncates microseconds); the message says what to do
     */
    public void migrate() throws SQLException {
        List<SchemaChange> all = names.stream().map(SchemaChange::new).toList();
        try (Connection connection = dataSource.getConnection()) {
            Requirements.check(connection, all.stream().flatMap(SchemaChange::tables).toList());
        }
        // Flyway also looks for callbacks. On Open Liberty it logs an error unless the empty file db/callback/flyway.location exists.
        Flyway changes = Flyway.configure(Schema.class.getClassLoader()).dataSource(dataSource).table(HISTORY).locations(new String[0])
            .javaMigrations(all.toArray(SchemaChange[]::new)).loggers("slf4j").load();
        if (Stream.of(changes.info().applied()).anyMatch(change -> change.getState().isFailed())) {
            forgetFailures();
        }
        if (!Stream.of(changes.info().applied()).allMatch(MigrationInfo::isChecksumMatching)) {
            throw new IllegalStateException(UNRELEASED);
        }
        migrate(changes);
        ProbeRow kept = writtenAndReadBack();
        if (!EVERY_CHARACTER.equals(kept.text())) {
            throw new IllegalStateException("The connection to the database does not carry every character, such as an emoji. "
                + "Take characterEncoding out of its JDBC URL and restart.");
        }
        if (!PROBE.equals(kept.time())) {
            throw new IllegalStateException("The database driver cuts microseconds off times. On MariaDB 10 start the server with "
                + "--version=5.7.19-10.11.0-MariaDB, or use MariaDB 11.8 or MySQL 8.");
        }
    }

    private static void migrate(Flyway changes) {
        try {
            changes.migrate();
        } catch (FlywayException e) {
            throw Requirements.sentence(e).<RuntimeException>map(IllegalStateException::new).orElse(e);
        }
    }

    /**
     * A change that failed for lack of space or rights continues at the next start; Flyway would ask the operator to repair its table
     * first.
     */
    private void forgetFailures() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Sql.run(connection, "delete from " + HISTORY + " where success = false");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private record ProbeRow(LocalDateTime time, String text) {}

    private ProbeRow writtenAndReadBack() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                Sql.run(connection, "update time_probe set probe = ?, letters = ? where id = 1", PROBE, EVERY_CHARACTER);
                return Sql.list(connection, row -> new ProbeRow(row.getObject(1, LocalDateTime.class), row.getString(2)),
                    "select probe, letters from time_probe where id = 1").get(0);
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        }
    }
}
