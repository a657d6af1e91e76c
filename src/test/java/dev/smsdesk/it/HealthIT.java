package dev.smsdesk.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Anyone may ask whether the application lives and is ready")
class HealthIT extends ContainerTest {

    @Test
    void itLives() {
        assertEquals(200, desk.get("/health/live").statusCode());
    }

    @Test
    void itIsReady() {
        assertEquals(200, desk.get("/health/ready").statusCode());
    }
}
