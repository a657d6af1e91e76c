package dev.smsdesk.app.settings;

import java.time.Duration;

/**
 * @param silenceMessages so many messages without any callback mean that Sinch is silent; 0 for never
 * @param silenceAfter    for so long after they were sent
 * @param metricsToken    opens /metrics as a bearer token, or null; without one it is closed
 */
public record Monitoring(int silenceMessages, Duration silenceAfter, String metricsToken) {

    /** Names what is set, never shows it. */
    @Override
    public String toString() {
        return "Monitoring[silence=" + silenceMessages + " in " + silenceAfter + ", metricsToken=" + (metricsToken != null) + "]";
    }
}
