package dev.smsdesk.sinch.call;

import java.time.Duration;

/**
 * How long one call may take.
 * @param connect name look-up aside, until the connection (with TLS) stands
 * @param answer  until the answer's headers are there, connecting included
 * @param total   until its last byte, however slowly it drips
 */
public record Timeouts(Duration connect, Duration answer, Duration total) {

    /** 5 s, 20 s and 30 s. */
    public static Timeouts usual() {
        return new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30));
    }
}
