package dev.smsdesk.app;

import java.net.URI;
import java.time.Duration;

/**
 * What the operator decided. Where the reading found faults, none of these values counts.
 * @param servicePlanId   and {@code apiToken}: the SMS API's credentials, null where not set
 * @param number          sender to begin with on the send page, or null
 * @param webhookSecret   verifies callbacks of both APIs, never trimmed, or null; an API's own secret goes before it
 * @param publicUrl       address by which Sinch reaches us, without slash at the end, or null
 * @param selfUrl         address by which we reach ourselves, likewise; set wherever the sandbox is on
 * @param sandboxTimeScale 1 for Sinch's own waits between callbacks tried again, 0.01 for a hundredth of them
 * @param monitoring      who may read figures, and when Sinch counts as silent
 * @param jndi            name of the data source, or null; {@code dbUrl} counts where it is null
 */
record Settings(
        String servicePlanId, String apiToken, String number, String region,
        String webhookSecret, String ownSmsSecret, String ownConversationSecret,
        URI publicUrl, URI selfUrl,
        boolean sandbox, double sandboxTimeScale,
        String jndi, String dbUrl, String dbUser, String dbPassword,
        String apiKey, int maxRecipients, String defaultCountry,
        Duration callbackMaxAge, Duration callbackMaxAhead, Monitoring monitoring) {

    /** Whether sending goes to Sinch as far as credentials are concerned. */
    boolean hasSinchCredentials() {
        return servicePlanId != null && apiToken != null;
    }

    /** Verifies callbacks of the SMS API; null where none is set. */
    String smsSecret() {
        return ownSmsSecret != null ? ownSmsSecret : webhookSecret;
    }

    /** Verifies callbacks of the Conversation API; null where none is set. */
    String conversationSecret() {
        return ownConversationSecret != null ? ownConversationSecret : webhookSecret;
    }

    /** Names what is set, never shows it. */
    @Override
    public String toString() {
        return "Settings[sandbox=" + sandbox + ", sinchCredentials=" + hasSinchCredentials() + ", smsSecret=" + (smsSecret() != null)
            + ", conversationSecret=" + (conversationSecret() != null) + ", publicUrl=" + (publicUrl != null) + "]";
    }
}
