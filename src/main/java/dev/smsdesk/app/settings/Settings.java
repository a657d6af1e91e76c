package dev.smsdesk.app.settings;

import java.net.URI;
import java.time.Duration;

/**
 * The settings, grouped by their readers. If the reading found faults, none of these values is used.
 * @param secrets        by which callbacks are accepted
 * @param containerLogin whether the container asks people for their login, instead of our own page
 * @param apiKey         one API key of role admin, or null
 * @param monitoring     who may read figures, and when Sinch counts as silent
 */
public record Settings(AccountSettings accounts, SendingRates rates, Composing composing, SecretSettings secrets, CallbackLimits callbacks,
    Addresses addresses, SandboxMode sandbox,
                DatabaseAddress database, boolean containerLogin, String apiKey, Monitoring monitoring) {

    /**
     * @param defaultCountry ISO 3166 code that national numbers belong to, or null
     * @param maxParts       into how many parts a text may be cut on its way
     * @param maxUploadMegabytes of one uploaded file
     */
    public record Composing(int maxRecipients, String defaultCountry, int maxParts, int maxUploadMegabytes) {}

    /** How old a signature may be, and how far ahead of our clock. */
    public record CallbackLimits(Duration maxAge, Duration maxAhead) {}

    /**
     * Without slash at the end.
     * @param publicUrl by which Sinch reaches us, or null
     * @param selfUrl   by which we reach ourselves; set wherever the sandbox is on
     */
    public record Addresses(URI publicUrl, URI selfUrl) {}

    /**
     * @param timeScale 1 for Sinch's own waits between callbacks tried again, 0.01 for a hundredth of them
     * @param token     API token and key secret of the sandbox, or null for a random one
     */
    public record SandboxMode(boolean on, double timeScale, String token) {}

    /** @param jndi name of the data source, or null; {@code url} counts where it is null */
    public record DatabaseAddress(String jndi, String url, String user, String password) {}

    /** Names what is set, never shows it. */
    @Override
    public String toString() {
        return "Settings[sandbox=" + sandbox.on() + ", sinchCredentials=" + accounts.hasCredentials() + ", secrets=" + secrets
            + ", publicUrl="
            + (addresses.publicUrl() != null) + "]";
    }
}
