package dev.smsdesk.store;

import java.io.IOException;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** The address of a caller, as much of it as is needed. A container that believes a forwarded header may hand on any text; no name is ever looked up. */
public final class CallerAddress {
    public static final String UNKNOWN = "unknown";
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    /** What Java reads as an address or refuses: four numbers up to 255, or at most four hex digits and a colon, with which no name begins. */
    private static final Pattern LITERAL = Pattern.compile(OCTET + "(\\." + OCTET + "){3}|\\[?[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]*(%\\w+)?]?");

    private CallerAddress() {}

    /** {@code 203.0.113.0}, {@code 2001:db8:1::}: enough to tell callers apart, no person's address. */
    public static String network(String address) {
        return beginning(address, 3, 6);
    }

    /** The whole of an IPv4 address; of IPv6 the /64, within which a caller has as many as it likes. */
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
