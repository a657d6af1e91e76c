package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A pool of our own needs nothing but an address, on any server")
class DatabaseTest {
    private static final String H2 = "jdbc:h2:mem:driver;DB_CLOSE_DELAY=0";

    @Test
    void alsoWhereTheServerAskedForDriversBeforeOursWereThere() throws SQLException {
        Driver driver = DriverManager.getDriver(H2);
        DriverManager.deregisterDriver(driver);
        try (Database database = Database.fromUrl(H2, null, null)) {
            assertDoesNotThrow(() -> database.dataSource().getConnection().close());
        } finally {
            DriverManager.registerDriver(driver);
        }
    }

    @Test
    void anAddressForADriverThatWeDoNotBringIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Database.fromUrl("jdbc:nobody://127.0.0.1/smsdesk", null, null));
    }
}
