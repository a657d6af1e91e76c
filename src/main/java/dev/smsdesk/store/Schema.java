package dev.smsdesk.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables up to date and makes sure that the database keeps what we give it. */
public final class Schema {
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
        Flyway.configure(Schema.class.getClassLoader()).dataSource(dataSource).locations("classpath:db/migration")
            .loggers("slf4j").load().migrate();
        if (!PROBE.equals(writtenAndReadBack())) {
            throw new IllegalStateException("The database driver cuts microseconds off times. On MariaDB 10 start the server with "
                + "--version=5.7.19-10.11.0-MariaDB, or use MariaDB 11.8 or MySQL 8.");
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
