package dev.smsdesk.receive.inbox;

import dev.smsdesk.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Checks that the database accepts a callback of the largest size. */
public final class PacketLimit {
    /** A driver that sends statements as text escapes a byte as two in the worst case. */
    static final int LEAST_BYTES = 2 * VerifiedCallback.MAX_BODY_BYTES + (64 << 10);

    private PacketLimit() {}

    /**
     * @throws IllegalStateException its limit is lower; the message says what to set
     * @throws SQLException the database did not answer
     */
    public static void check(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
                return;   // H2 has no such limit
            }
            check(Sql.list(connection, row -> row.getLong(1), "select @@max_allowed_packet").get(0));
        }
    }

    static void check(long bytes) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalStateException("The database takes no more than " + bytes + " bytes at once, and a callback of 1 MiB may need "
                + LEAST_BYTES + ". Set max_allowed_packet=16M in its configuration and restart it.");
        }
    }
}
