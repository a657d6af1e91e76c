package dev.smsdesk.sinch.call;

import dev.smsdesk.account.HttpProxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How calls reach Sinch through the proxy that the settings name. This server itself, by a loopback address, is never called through it. */
public final class ProxyRoute extends ProxySelector {
    private static final String OPTION = "jdk.http.auth.tunneling.disabledSchemes";
    private final HttpProxy settings;
    private final Proxy proxy;

    ProxyRoute(HttpProxy settings) {
        this.settings = settings;
        this.proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(settings.host(), settings.port()));
    }

    /**
     * Java sends no user and password to a proxy for https unless an option of the JVM says so.
     * @return why they would not be sent, for people; empty where they are sent, or there are none
     */
    public static Optional<String> fault(HttpProxy settings) {
        String disabled = System.getProperty(OPTION);
        boolean sent = settings.user() == null || disabled != null && !disabled.toLowerCase(Locale.ROOT).contains("basic");
        return sent ? Optional.empty() : Optional.of("Java sends no user and password to a proxy unless the JVM runs with -D" + OPTION
            + "= (with nothing after the equals sign). Add that option and restart the server.");
    }

    /** @return the value of Proxy-Authorization, or null where the proxy asks for none */
    String authorization() {
        if (settings.user() == null) {
            return null;
        }
        String password = settings.password() == null ? "" : settings.password();
        return "Basic " + Base64.getEncoder().encodeToString((settings.user() + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(isThisServer(uri.getHost()) ? Proxy.NO_PROXY : proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // the call itself reports the failure
    }

    /** By name or literal address alone: behind a proxy, the names of Sinch's hosts may not resolve here. */
    private static boolean isThisServer(String host) {
        return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
