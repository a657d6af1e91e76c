package dev.smsdesk.app.settings;

import dev.smsdesk.account.HttpProxy;
import java.net.URI;

/**
 * The way to Sinch.
 * @param sinchUrl stands in place of Sinch's hosts, without slash at the end; or null
 * @param proxy    or null where the JVM decides
 */
public record CallRoute(URI sinchUrl, HttpProxy proxy) {

    /** Whether calls stay on this machine: then callbacks may come from it as well. */
    public boolean isLoopback() {
        return sinchUrl != null && NearHosts.isLoopback(sinchUrl);
    }
}
