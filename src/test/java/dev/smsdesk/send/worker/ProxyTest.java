package dev.smsdesk.send.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.smsdesk.account.Credentials;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.SubmissionState;
import dev.smsdesk.send.SendingGate;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.conversation.ConversationApi;
import dev.smsdesk.sinch.conversation.ConversationApp;
import dev.smsdesk.sinch.sms.SmsApi;
import dev.smsdesk.sinch.sms.SmsOptions;
import dev.smsdesk.wording.Sentences;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A proxy's answer to CONNECT is known from the connection; the same status through the tunnel or over plain http is Sinch's")
class ProxyTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(20), Duration.ofSeconds(30));
    private static ProxySelector selector;
    private static SSLContext tls;
    private final TestDesk desk = new TestDesk();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer sinch;

    @BeforeAll
    static void trustOurOwnCertificate(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("sinch.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
            "-alias", "sinch",
            "-keyalg", "EC", "-dname", "CN=sinch", "-ext", "SAN=ip:127.0.0.1,dns:sinch.test", "-validity", "2", "-storetype", "PKCS12",
                "-keystore", file.toString(),
            "-storepass", "changeit").redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, PASSWORD);
        tls = SSLContext.getInstance("TLS");
        tls.init(ours.getKeyManagers(), null, null);
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
        selector = ProxySelector.getDefault();
    }

    @AfterAll
    static void trustAsBefore() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    @AfterEach
    void stop() {
        ProxySelector.setDefault(selector);
        if (sinch != null) {
            sinch.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {407, 403, 502, 503, 400, 429, 302})
    void anAnswerToConnectSendsNothingAndNamesTheProxy(int status) throws IOException {
        try (ConnectProxy proxy = new ConnectProxy(status)) {
            String batch = sent(tls(201), proxy);
            assertEquals(List.of(), bodies, "nothing came through");
            assertEquals(List.of("CONNECT 127.0.0.1:" + sinch.getAddress().getPort() + " HTTP/1.1"), proxy.requests());
            Submission submission = desk.submission(batch);
            assertEquals(SubmissionState.WAITING, submission.getState());
            assertEquals(0, submission.getAttempts());
            assertEquals(List.of(DeliveryState.WAITING), desk.states(batch));
            SendingGate.Hold hold = desk.gate().hold().orElseThrow();
            assertEquals("The proxy " + proxy.address() + " opened no connection to Sinch (HTTP " + status + "). Nothing was sent. "
                + advice(status)
                + ", then resume sending.", Sentences.ENGLISH.ofStored(hold.reason()));
            assertEquals(hold.reason(), submission.getOutcome());
            assertEquals(proxy.address(), hold.heldBy());
        }
    }

    @ParameterizedTest
    @CsvSource({"407, WAITING, true", "403, WAITING, true", "502, UNSURE, false", "503, WAITING, false", "201, SENT, false"})
    void theSameStatusThroughTheTunnelIsSinchs(int status, SubmissionState state, boolean stops) throws IOException {
        try (ConnectProxy proxy = new ConnectProxy(200)) {
            String batch = sent(tls(status), proxy);
            assertEquals(1, bodies.size());
            assertEquals(state, desk.submission(batch).getState());
            assertEquals(stops, desk.gate().hold().filter(hold -> hold.heldBy().equals("Sinch")).isPresent());
            assertTrue(desk.gate().hold().filter(hold -> Sentences.ENGLISH.ofStored(hold.reason()).contains("proxy "
                + proxy.address())).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"407, WAITING, true", "403, WAITING, true", "502, UNSURE, false", "503, WAITING, false"})
    void andSoItIsOverPlainHttp(int status, SubmissionState state, boolean stops) throws IOException {
        try (ConnectProxy proxy = new ConnectProxy(status)) {
            String batch = sent(URI.create("http://127.0.0.1:1"), proxy);
            assertEquals(List.of("POST http://127.0.0.1:1/xms/v1/plan-1/batches HTTP/1.1"), proxy.requests());
            assertEquals(state, desk.submission(batch).getState());
            assertEquals(stops, desk.gate().hold().filter(hold -> hold.heldBy().equals("Sinch")).isPresent());
        }
    }

    @Test
    void afterResumeWhatWaitedIsSentOnce() throws IOException {
        URI base = tls(201);
        String batch;
        try (ConnectProxy closed = new ConnectProxy(407)) {
            batch = sent(base, closed);
        }
        desk.gate().resume("anna");
        try (ConnectProxy open = new ConnectProxy(200)) {
            step(base, open);
        }
        assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
        assertEquals(1, bodies.size());
    }

    @Test
    void theProxyOfTheSettingsIsUsedInPlaceOfTheJvms() throws IOException {
        int port = tls(201).getPort();
        try (ConnectProxy named = new ConnectProxy(200); ConnectProxy other = new ConnectProxy(502)) {
            ProxySelector.setDefault(other);
            String batch = desk.composed(1);
            step(sms(URI.create("https://sinch.test:" + port), named));
            assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
            assertEquals(List.of("CONNECT sinch.test:" + port + " HTTP/1.1"), named.requests());
            assertEquals(List.of(), other.requests());
        }
    }

    @Test
    void thisServerItselfIsNotCalledThroughIt() throws IOException {
        try (ConnectProxy named = new ConnectProxy(502)) {
            for (String base : List.of("https://127.0.0.1:", "https://localhost:", "https://[::1]:")) {
                desk.composed(1);
                step(sms(URI.create(base + "1"), named));
            }
            assertEquals(List.of(), named.requests());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {407, 403, 502})
    void theTokenEndpointIsAskedThroughItToo(int status) throws IOException {
        int port = tls(200).getPort();
        try (ConnectProxy closed = new ConnectProxy(status); ConnectProxy open = new ConnectProxy(200)) {
            String batch = desk.composed(1);
            step(conversation(URI.create("https://sinch.test:" + port), closed));
            assertEquals(List.of("CONNECT sinch.test:" + port + " HTTP/1.1"), closed.requests());
            assertEquals("The proxy " + closed.address() + " opened no connection to Sinch (HTTP " + status + "). Nothing was sent. "
                + advice(status)
                + ", then resume sending.", Sentences.ENGLISH.ofStored(desk.gate().hold().orElseThrow().reason()));
            assertEquals(SubmissionState.WAITING, desk.submission(batch).getState());
            desk.gate().resume("anna");
            step(conversation(URI.create("https://sinch.test:" + port), open));
            assertEquals(SubmissionState.SENT, desk.submission(batch).getState());
            assertEquals(2, open.requests().size(), "one connection to each host");
            assertEquals(List.of("grant_type=client_credentials", "{\"app_id\""), bodies.stream().map(body -> body.split(":")[0]).toList());
        }
    }

    private static SmsApi sms(URI base, ConnectProxy proxy) {
        return new SmsApi(base, "plan-1", "token", SmsOptions.usual(), TIMEOUTS, proxy.settings());
    }

    private static ConversationApi conversation(URI base, ConnectProxy proxy) {
        return new ConversationApi(new ConversationApp(base, base, new Credentials.App("project-1", "key-1", "secret", "app-1"), 10,
            () -> false), TIMEOUTS,
            proxy.settings());
    }

    private static String advice(int status) {
        return switch (status) {
            case 407 -> "It asks for a user and password, or does not accept those that it got: check SMSDESK_HTTP_PROXY_USER and "
                + "SMSDESK_HTTP_PROXY_PASSWORD";
            case 403 -> "It does not allow this host: have Sinch's hosts allowed there";
            default -> "Check whether the proxy can reach Sinch";
        };
    }

    private URI tls(int status) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = "{\"id\":\"01REAL\",\"message_id\":\"01REAL\",\"access_token\":\"t\",\"expires_in\":3600}"
                .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"p\"");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        sinch = server;
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    private String sent(URI base, ConnectProxy proxy) {
        String batch = desk.composed(1);
        step(base, proxy);
        return batch;
    }

    private void step(URI base, ConnectProxy proxy) {
        ProxySelector.setDefault(proxy);
        step(new SmsApi(base, "plan-1", "token", TIMEOUTS));
    }

    private void step(Sender sender) {
        try (sender) {
            assertTrue(desk.worker(sender, (channel, id) -> { }, false).step());
        }
    }
}
