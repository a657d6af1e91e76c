package dev.smsdesk.receive.inbox;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smsdesk.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A database that takes less at once than the largest callback needs is refused at start, with the setting to change")
class PacketLimitTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void aMebibyteIsTooLittle() {
        assertEquals("The database takes no more than 1048576 bytes at once, and a callback of 1 MiB may need 2162688. "
            + "Set max_allowed_packet=16M in its configuration and restart it.",
            assertThrows(IllegalStateException.class, () -> PacketLimit.check(MEBIBYTE)).getMessage());
    }

    @Test
    void fourMebibytesWillDo() {
        assertDoesNotThrow(() -> PacketLimit.check(4 * MEBIBYTE));
    }

    @Test
    void theDatabaseOfTheseTestsTakesTheLargest() {
        try (TestDatabase database = TestDatabase.open()) {
            assertDoesNotThrow(() -> PacketLimit.check(database.database().dataSource()));
        }
    }
}
