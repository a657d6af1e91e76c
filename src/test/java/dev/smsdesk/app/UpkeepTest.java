package dev.smsdesk.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where only callbacks are configured, the node says that it is there all the same, and no silence is told")
class UpkeepTest {
    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1";

    @Test
    void presenceIsToldWithoutASender() throws InterruptedException, SQLException {
        try (DeskServer desk = new DeskServer(Map.of("SMSDESK_DB_URL", database, "SINCH_WEBHOOK_SECRET", "only-for-a-test"))) {
            assertTrue(desk.comesTo(200, "/health/ready"));
            long end = System.nanoTime() + 20_000_000_000L;
            while (present() == 0 && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            assertEquals(1, present());
            assertEquals("200 ok\n", desk.get("/health/callbacks").statusCode() + " " + desk.get("/health/callbacks").body());
        }
    }

    private long present() throws SQLException {
        try (Connection connection = DriverManager.getConnection(database); ResultSet rows = connection.createStatement().executeQuery("select count(*) from presence")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
