package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.store.Database;
import dev.smsdesk.store.schema.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A node that only receives callbacks keeps its heartbeat, reports no silence and deletes old rows")
class UpkeepTest {
    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";

    @Test
    void presenceIsToldWithoutASenderAndOldRefusalsAreRemoved() throws InterruptedException, SQLException {
        try (Database before = Database.fromUrl(database, null, null)) {
            new Schema(before.dataSource()).migrate();
        }
        run("insert into audit_entry (id, at, who, what) values ('A', timestamp '2020-01-01 00:00:00', 'bea', 'refused'), ('B', timestamp "
            + "'2020-01-01 00:00:00', 'anna', 'key created')");
        try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", database, "SINCH_WEBHOOK_SECRET", "only-for-a-test"))) {
            assertTrue(desk.comesTo(200, "/health/ready"));
            assertComesTo(1, "presence");
            assertComesTo(0, "audit_entry where what = 'refused'");
            assertEquals(1, count("audit_entry"), "what people did stays");
            assertEquals("200 ok\n", desk.get("/health/callbacks").statusCode() + " " + desk.get("/health/callbacks").body());
        }
    }

    private void assertComesTo(long expected, String rows) throws InterruptedException, SQLException {
        for (long end = System.nanoTime() + 20_000_000_000L; count(rows) != expected && System.nanoTime() < end; ) {
            Thread.sleep(50);
        }
        assertEquals(expected, count(rows), rows);
    }

    private long count(String rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
            ResultSet count = connection.createStatement().executeQuery("select count(*) from " + rows)) {
            count.next();
            return count.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database)) {
            connection.createStatement().execute(sql);
        }
    }
}
