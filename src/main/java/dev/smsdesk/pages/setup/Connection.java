package dev.smsdesk.pages.setup;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How this installation stands to Sinch, as far as settings decide it.
 * @param publicUrl SMSDESK_PUBLIC_URL without slash at the end, or null
 * @param accounts  ids of those through which messages go: {@code sandbox:sms}, {@code sms:} and the service plan id,
 *                  {@code conversation:} and the app id
 * @param given     by the setting's name, in the order of the page: whether it is set, never its value
 * @param noticed   sentences about settings and the pool that are doubtful but not wrong
 * @param readAgain reads the settings again on this server, for new credentials
 */
public record Connection(URI publicUrl, List<String> accounts, boolean sandbox, Route route, Supplier<Map<String, Boolean>> given,
                         Supplier<List<String>> noticed, Supplier<Reading> readAgain) {

    /**
     * The way to Sinch.
     * @param sinchUrl stands in place of Sinch's hosts, or null
     * @param proxy    of the settings, host and port, or null
     * @param ofJvm    proxy that the JVM names, which counts where the settings name none, or null
     */
    public record Route(URI sinchUrl, Supplier<String> proxy, String ofJvm) {
        public String proxyNow() {
            return proxy.get();
        }
    }

    /**
     * What reading the settings again came to.
     * @param taken whether the settings have no fault
     * @param says  sentences for people about what has changed, and what is wrong
     */
    public record Reading(boolean taken, List<String> says) {
        public Reading {
            says = List.copyOf(says);
        }
    }

    public Map<String, Boolean> secrets() {
        return given.get();
    }

    public List<String> warnings() {
        return noticed.get();
    }
}
