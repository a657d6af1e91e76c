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

/**
 * How calls reach Sinch through the proxy that the settings name. This server itself, by a loopback address, is never called through it.
 */
final class ProxyRoute extends ProxySelector {
    private final HttpProxy settings;
    private final Proxy proxy;

    ProxyRoute(HttpProxy settings) {
        this.settings = settings;
        this.proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(settings.host(), settings.port()));
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
