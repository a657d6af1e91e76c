package dev.smsdesk.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables up to date and makes sure that the database keeps what we give it. */
public final class Schema {
    /** In the order in which they were made; a new one comes at the end. */
    private static final List<String> CHANGES = List.of(
        "V1__keep_messages",
        "V2__keep_callbacks",
        "V3__keep_access_and_switches",
        "V4__claim_callbacks",
        "V5__trust_and_findings",
        "V6__ask_sinch",
        "V7__count_failures_apart",
        "V8__find_due_callbacks_by_state",
        "V9__keep_strange_inbounds",
        "V10__lease_callbacks_beside_their_time",
        "V11__one_index_of_states");
    private static final String HISTORY = "flyway_schema_history";
    private static final LocalDateTime PROBE = LocalDateTime.of(2026, 10, 25, 2, 30, 15, 123_456_000);
    private final DataSource dataSource;

    public Schema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Migrates, then writes and reads back one time value.
     * @throws org.flywaydb.core.api.FlywayException a migration failed or was changed
     * @throws SQLException the database did not answer
     * @throws IllegalStateException the driver silently changes times (MySQL's driver on MariaDB 10 cuts microseconds)
     */
    public void migrate() throws SQLException {
        Flyway changes = Flyway.configure(Schema.class.getClassLoader()).dataSource(dataSource).table(HISTORY).locations(new String[0])
            .callbackLocations(new String[0]).javaMigrations(CHANGES.stream().map(Change::new).toArray(Change[]::new)).loggers("slf4j").load();
        if (Stream.of(changes.info().applied()).anyMatch(change -> change.getState().isFailed())) {
            forgetFailures();
        }
        changes.migrate();
        if (!PROBE.equals(writtenAndReadBack())) {
            throw new IllegalStateException("The database driver cuts microseconds off times. On MariaDB 10 start the server with "
                + "--version=5.7.19-10.11.0-MariaDB, or use MariaDB 11.8 or MySQL 8.");
        }
    }

    /** A change that failed for want of space or of rights goes on once there is some; Flyway would have somebody repair its table first. */
    private void forgetFailures() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Sql.run(connection, "delete from " + HISTORY + " where success = false");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private LocalDateTime writtenAndReadBack() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try (PreparedStatement update = connection.prepareStatement("update time_probe set probe = ? where id = 1");
                 PreparedStatement query = connection.prepareStatement("select probe from time_probe where id = 1")) {
                update.setObject(1, PROBE);
                update.executeUpdate();
                try (ResultSet rows = query.executeQuery()) {
                    rows.next();
                    return rows.getObject(1, LocalDateTime.class);
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            }
        }
    }
}
