package dev.smsdesk.app;

import java.net.URI;
import java.time.Duration;

/**
 * What the operator decided. Where the reading found faults, none of these values counts.
 * @param servicePlanId   and {@code apiToken}: the SMS API's credentials, null where not set
 * @param number          sender to begin with on the send page, or null
 * @param secrets         by which callbacks are believed
 * @param publicUrl       address by which Sinch reaches us, without slash at the end, or null
 * @param selfUrl         address by which we reach ourselves, likewise; set wherever the sandbox is on
 * @param sandboxTimeScale 1 for Sinch's own waits between callbacks tried again, 0.01 for a hundredth of them
 * @param monitoring      who may read figures, and when Sinch counts as silent
 * @param rates           how fast we send
 * @param containerLogin whether the container asks people for their login, instead of our own page
 * @param jndi            name of the data source, or null; {@code dbUrl} counts where it is null
 */
record Settings(
        String servicePlanId, String apiToken, String number, String region,
        SecretSettings secrets,
        URI publicUrl, URI selfUrl,
        boolean sandbox, double sandboxTimeScale, boolean containerLogin,
        String jndi, String dbUrl, String dbUser, String dbPassword,
        String apiKey, int maxRecipients, String defaultCountry,
        Duration callbackMaxAge, Duration callbackMaxAhead, Monitoring monitoring, SendingRates rates) {

    /** Whether sending goes to Sinch as far as credentials are concerned. */
    boolean hasSinchCredentials() {
        return servicePlanId != null && apiToken != null;
    }

    /** Names what is set, never shows it. */
    @Override
    public String toString() {
        return "Settings[sandbox=" + sandbox + ", sinchCredentials=" + hasSinchCredentials() + ", secrets=" + secrets + ", publicUrl=" + (publicUrl != null) + "]";
    }
}
