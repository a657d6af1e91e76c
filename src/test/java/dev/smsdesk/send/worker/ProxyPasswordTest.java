package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.HttpProxy;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.sms.SmsApi;
import dev.smsdesk.sinch.sms.SmsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A proxy gets user and password with CONNECT only if the JVM has the option that allows it")
class ProxyPasswordTest {
    private static final String OPTION = "-Djdk.http.auth.tunneling.disabledSchemes=";

    @Test
    void withTheOption() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(407)) {
            assertEquals("ProxyRefused[proxy=" + proxy.address() + ", said=HTTP 407]", call(proxy, OPTION));
            assertEquals(1, proxy.heads().size(), "CONNECT is not repeated");
            assertTrue(proxy.heads().get(0).contains("\r\nProxy-Authorization: Basic YW5uYTpwYXNzIMO2\r\n"), proxy.heads().get(0));
        }
    }

    @Test
    void withoutIt() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(407)) {
            assertEquals("ProxyRefused[proxy=" + proxy.address() + ", said=HTTP 407]", call(proxy));
            assertTrue(proxy.heads().get(0).startsWith("CONNECT sinch.test:443 "), proxy.heads().get(0));
            assertEquals(-1, proxy.heads().get(0).toLowerCase().indexOf("authorization"), proxy.heads().get(0));
        }
    }

    private static String call(ConnectProxy proxy, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ProxyPasswordTest.class.getName(),
            String.valueOf(proxy.settings().port())));
        Process java = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, java.waitFor(), said);
        return said;
    }

    /** In a JVM of its own: the option is read once, when the HTTP client's classes are loaded. */
    public static void main(String[] port) {
        HttpProxy proxy = new HttpProxy("127.0.0.1", Integer.parseInt(port[0]), "anna", "pass ö");
        OutgoingMessage message = new OutgoingMessage(List.of("+46701234567"), "Desk", "Hello", URI.create("https://desk.example/"),
            "01K9");
        try (SmsApi api = new SmsApi(URI.create("https://sinch.test"), "plan-1", "token", SmsOptions.usual(), Timeouts.usual(), proxy)) {
            System.out.println(api.send(message));
        }
    }
}
