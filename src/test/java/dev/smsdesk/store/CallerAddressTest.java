package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Only the network of a caller's address is stored")
class CallerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.0",
        "127.0.0.1, 127.0.0.0",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:0:0:0:0:0",
        "[2001:db8:1:2::6], 2001:db8:1:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:0",
        "fe80::1, fe80:0:0:0:0:0:0:0",
        "::ffff:203.0.113.77, 203.0.113.0",
        "fe80::1%eth0, fe80:0:0:0:0:0:0:0",
    })
    void theNetworkStays(String address, String network) {
        assertEquals(network, CallerAddress.network(address));
    }

    /** localhost would be found without a network, so this fails where names are looked up. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"localhost", "ip6-localhost", "", " ", "unknown", "_hidden", "desk.example", "127.1", "2130706433",
        "0x7f000001", "999.1.1.1", "127.0.0.1.", "127.0.0.1:8080", "1:2:3", "::g", "cafe", "[localhost]", "::1]x", "1.2.3.4, 5.6.7.8"})
    void whatIsNoAddressIsNeverLookedUp(String address) {
        assertEquals("unknown", CallerAddress.network(address));
    }
}
