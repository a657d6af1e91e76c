package dev.smsdesk.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.app.SendingPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings can send calls through a proxy or to another base address, if the way is safe")
class RouteReadingTest {
    private static final Map<String, String> PLAN = Map.of("SINCH_SERVICE_PLAN_ID", "plan", "SINCH_API_TOKEN", "token", "SINCH_REGION",
        "eu");
    private static final String OPTION = "jdk.http.auth.tunneling.disabledSchemes";
    private SettingReader reader;

    private Settings read(Map<String, String> properties, String... more) {
        Map<String, String> all = new HashMap<>(PLAN);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        reader = new SettingReader(new SettingSources(Map.of(), properties, all));
        return SettingsReading.read(reader);
    }

    @ParameterizedTest
    @CsvSource({"https://gateway.example/sinch, false", "http://127.0.0.1:8081/desk/api/sandbox/, true", "http://localhost:9, true",
        "http://[::1]:9, true"})
    void anHttpsBaseOrOneOfThisMachineStandsInPlaceOfSinch(String url, boolean loopback) {
        CallRoute route = read(Map.of(), "SMSDESK_SINCH_URL", url).accounts().route();
        assertEquals(List.of(), reader.faults());
        assertEquals(url.replaceFirst("/$", ""), route.sinchUrl().toString());
        assertEquals(loopback, route.isLoopback());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://gateway.example", "https://10.0.0.1/", "https://169.254.169.254/", "http://0.0.0.0:80"})
    void anyOtherBaseIsAFault(String url) {
        read(Map.of(), "SMSDESK_SINCH_URL", url);
        assertEquals(List.of("SMSDESK_SINCH_URL must be an https address that is not of a private network, or an address of this machine "
            + "such as http://127.0.0.1:8080."),
            reader.faults());
    }

    @Test
    void theSandboxExcludesIt() {
        read(Map.of(), "SMSDESK_SINCH_URL", "http://127.0.0.1:1", "SMSDESK_SANDBOX", "true", "SMSDESK_SELF_URL", "http://127.0.0.1:2/d");
        assertEquals(List.of(
            "SMSDESK_SINCH_URL and SMSDESK_SANDBOX=true exclude each other: with the sandbox nothing goes out. Remove one of them."),
            reader.faults());
    }

    @Test
    void whereCallsStayOnThisMachineCallbacksMayComeFromItAndSendingIsOn() {
        Settings near = read(Map.of(), "SMSDESK_SINCH_URL", "http://127.0.0.1:1", "SMSDESK_PUBLIC_URL", "http://127.0.0.1:2/d");
        assertEquals(List.of(), reader.faults());
        assertEquals(Optional.empty(), SendingPart.off(near.accounts().all().get(0), near));
        Settings far = read(Map.of(), "SMSDESK_SINCH_URL", "https://gateway.example", "SMSDESK_PUBLIC_URL", "http://127.0.0.1:2/d");
        assertEquals(1, reader.faults().size());
        assertTrue(SendingPart.off(far.accounts().all().get(0), far).isPresent());
    }

    @Test
    void aProxyIsAHostAndAPort() {
        assertEquals("proxy.example:3128", read(Map.of(), "SMSDESK_HTTP_PROXY", "proxy.example:3128").accounts().route().proxy()
            .toString());
        assertEquals("[::1]:3128", read(Map.of(), "SMSDESK_HTTP_PROXY", "[::1]:3128").accounts().route().proxy().toString());
        assertNull(read(Map.of()).accounts().route().proxy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "http://proxy.example:3128", "proxy.example:0", "proxy.example:65536",
        "user:pw@proxy.example:1", ":3128"})
    void anythingElseIsAFault(String proxy) {
        read(Map.of(), "SMSDESK_HTTP_PROXY", proxy);
        assertEquals(List.of("SMSDESK_HTTP_PROXY must be host:port, such as proxy.example.com:3128."), reader.faults());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-, false", "Basic, false", "'Digest, basic', false", "'', true", "NTLM, true"})
    void theProxysPasswordWorksOnlyWithAnOptionOfTheJvm(String schemes, boolean works) {
        Settings settings = read(schemes == null ? Map.of() : Map.of(OPTION, schemes), "SMSDESK_PUBLIC_URL", "https://desk.example",
            "SMSDESK_HTTP_PROXY", "proxy.example:3128", "SMSDESK_HTTP_PROXY_USER", "anna", "SMSDESK_HTTP_PROXY_PASSWORD", "hush");
        Optional<String> off = SendingPart.off(settings.accounts().all().get(0), settings);
        assertEquals(works ? Optional.empty() : Optional.of("The proxy's user and password work only where the JVM runs with -D" + OPTION
            + "= (nothing after it). Start the server with that option."), off);
        assertEquals(List.of(), reader.faults());
        assertFalse(settings.accounts().toString().contains("hush"));
    }

    @Test
    void theProxysUserPasswordAndAddressBelongTogether() {
        read(Map.of(), "SMSDESK_HTTP_PROXY", "p:1", "SMSDESK_HTTP_PROXY_USER", "anna");
        assertEquals(List.of("SMSDESK_HTTP_PROXY_USER and SMSDESK_HTTP_PROXY_PASSWORD belong together: set both, or none."),
            reader.faults());
        read(Map.of(), "SMSDESK_HTTP_PROXY_USER", "anna", "SMSDESK_HTTP_PROXY_PASSWORD", "hush");
        assertEquals(List.of(
            "SMSDESK_HTTP_PROXY is missing: SMSDESK_HTTP_PROXY_USER and SMSDESK_HTTP_PROXY_PASSWORD are for the proxy that it names."),
            reader.faults());
    }
}
