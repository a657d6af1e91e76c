package dev.smsdesk.app.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/** Which hosts are this machine or in a private network. Names are not looked up. */
final class NearHosts {
    private NearHosts() {}

    static boolean isLoopback(URI uri) {
        return isLocalName(uri) || address(uri).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** Also an address that is none, such as 999.1.1.1: it must not be taken for one of the internet. */
    static boolean isPrivate(URI uri) {
        return isLocalName(uri) || isNumeric(uri) && address(uri)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()
            && !address.isSiteLocalAddress() && !address.isAnyLocalAddress()).isEmpty();
    }

    private static boolean isLocalName(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.endsWith(".localhost");
    }

    private static boolean isNumeric(URI uri) {
        return uri.getHost().matches("[0-9.]+|\\[.*]");
    }

    private static Optional<InetAddress> address(URI uri) {
        try {
            return isNumeric(uri) ? Optional.of(InetAddress.getByName(uri.getHost())) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
