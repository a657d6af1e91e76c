package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.persistence.exceptions.PersistenceUnitLoadingException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The own pool needs nothing but an address, on any server")
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
        assertEquals("is for no driver that is included. Use jdbc:mysql:… or jdbc:h2:…, or SMSDESK_JNDI with a driver of your own.",
            refusal("jdbc:unknown://127.0.0.1/smsdesk"));
    }

    @Test
    void anAddressThatItsDriverDoesNotUnderstandIsNotTakenForAMissingDriver() {
        assertEquals("is not understood by its driver. The log says why.", refusal("jdbc:mysql:127.0.0.1/smsdesk"));
    }

    /** As on a server whose own EclipseLink does not take what we give it. */
    @Test
    void aFaultOfTheEntitiesIsNotTakenForAMissingDriverAndLeavesNoPoolBehind() {
        Set<Thread> before = poolThreads();
        System.setProperty("eclipselink.metadata-source", "dev.smsdesk.NoSuchClass");
        System.setProperty("eclipselink.session-name", "broken");
        try {
            assertThrows(PersistenceUnitLoadingException.class, () -> Database.fromUrl(H2, null, null));
        } finally {
            System.clearProperty("eclipselink.metadata-source");
            System.clearProperty("eclipselink.session-name");
        }
        assertTrue(before.containsAll(poolThreads()), () -> poolThreads().toString());
    }

    private static String refusal(String url) {
        return assertThrows(IllegalArgumentException.class, () -> Database.fromUrl(url, null, null)).getMessage();
    }

    @Test
    void whoClosesItWaitsForItsOwnThreads() throws SQLException {
        Set<Thread> others = poolThreads();
        Database closed = opened(H2);
        Set<Thread> own = poolThreads();
        own.removeAll(others);
        assertFalse(own.isEmpty());
        closed.close();
        own.removeIf(thread -> !thread.isAlive());
        assertEquals(Set.of(), own);
    }

    /** A second is the longest wait; the best of five does not depend on a busy machine. */
    @Test
    void andForNoOtherDriver() throws SQLException {
        try (Database other = opened("jdbc:h2:mem:other")) {
            Duration best = Duration.ofMinutes(1);
            for (int i = 0; i < 5; i++) {
                Database closed = opened(H2);
                long start = System.nanoTime();
                closed.close();
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                best = took.compareTo(best) < 0 ? took : best;
            }
            assertTrue(best.toMillis() < 900, "took " + best);
            assertDoesNotThrow(() -> other.dataSource().getConnection().close());
        }
    }

    private static Database opened(String url) throws SQLException {
        Database database = Database.fromUrl(url, null, null);
        database.dataSource().getConnection().close();
        return database;
    }

    private static Set<Thread> poolThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("sms-desk"))
            .collect(Collectors.toSet());
    }
}
