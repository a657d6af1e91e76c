package dev.smsdesk.store;

import java.io.IOException;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** A caller's address, shortened to what is needed. Behind a proxy the container may pass any text on; names are never resolved. */
public final class CallerAddress {
    public static final String UNKNOWN = "unknown";
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    /**
     * Texts that Java parses as an address or refuses, without a name look-up: four numbers up to 255, or hex digits followed by a colon.
     */
    private static final Pattern LITERAL = Pattern.compile(OCTET + "(\\." + OCTET + "){3}|\\[?[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]*(%\\w+)?]?");

    private CallerAddress() {}

    /** {@code 203.0.113.0}, {@code 2001:db8:1::}: tells callers apart without identifying a person. */
    public static String network(String address) {
        return beginning(address, 3, 6);
    }

    /** The whole IPv4 address; of IPv6 the /64, within which a caller has any number of addresses. */
    public static String host(String address) {
        return beginning(address, 4, 8);
    }

    private static String beginning(String address, int bytes4, int bytes6) {
        if (address == null || !LITERAL.matcher(address).matches()) {
            return UNKNOWN;
        }
        try {
            byte[] bytes = InetAddress.getByName(address.replaceAll("[\\[\\]]|%.*", "")).getAddress();   // without brackets and interface
            for (int i = bytes.length == 4 ? bytes4 : bytes6; i < bytes.length; i++) {
                bytes[i] = 0;
            }
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
