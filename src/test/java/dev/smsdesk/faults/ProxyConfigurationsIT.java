package dev.smsdesk.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.it.SinchSignature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIfSystemProperty(named = "smsdesk.proxies", matches = "true", disabledReason = "it takes nginx, Apache and HAProxy; .ci/run has "
    + "them")
@DisplayName("With the configurations of docs/proxies.md callbacks pass unchanged and none is refused for good")
class ProxyConfigurationsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CALLBACKS = 200;
    private static final SinchSignature SIGNATURE = new SinchSignature(MortalDesk.SECRET);
    private final Random random = new Random(1);
    @TempDir
    Path folder;

    /** @param type Content-Type or null; @param encoding Content-Encoding or null; @param chunked whether no length is declared */
    private record Shape(String path, byte[] body, String type, String encoding, boolean chunked) {}

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache2", "haproxy"})
    void allThatTheDocsPromise(String program) throws Exception {
        try (MortalDesk desk = MortalDesk.onH2(folder.resolve("desk"), folder).behindProxy();
             ProxyProcess proxy = ProxyProcess.start(program, folder.resolve("proxy"), desk.port())) {
            SSLContext tls = trusting(proxy.certificateFile());
            URI address = URI.create("https://127.0.0.1:" + proxy.port() + "/sms-desk");
            assertEquals(503, status(tls, address, "/api/callbacks/sms", "not started"));
            desk.start();
            callbacksPassUnchanged(desk, tls, address);
            peopleLogIn(tls, address);
            assertEquals(200, slowly(tls, proxy.port()), "a body that takes 12 s");
            desk.withdraw("sms-desk.war");
            assertTrue(Run.comesTrue(PATIENCE, () -> !desk.isDeployed("sms-desk")), "the application does not go");
            for (String path : List.of("/api/callbacks/sms", "/api/callbacks/sms/", "/api/callbacks/conversation",
                    "/api/callbacks/conversation/")) {
                assertEquals(503, status(tls, address, path, "not deployed"), path);
            }
            desk.deploy("sms-desk.war");
            assertTrue(Run.comesTrue(PATIENCE, desk::isReady), "not ready again");
            assertEquals(200, status(tls, address, "/api/callbacks/sms", "again there"));
            desk.stop();
            assertEquals(503, status(tls, address, "/api/callbacks/sms", "stopped"));
        }
    }

    private void callbacksPassUnchanged(MortalDesk desk, SSLContext tls, URI address) throws Exception {
        Set<String> sent = new HashSet<>();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpClient http = HttpClient.newBuilder().sslContext(tls).version(version).connectTimeout(Duration.ofSeconds(5)).build();
            for (int i = 0; i < CALLBACKS / 2; i++) {
                Shape shape = shape(i, version + "-" + i);
                assertEquals(200, http.send(request(address, shape), BodyHandlers.ofString()).statusCode(), version
                    + " " + i + " " + shape);
                sent.add(sha256(shape.body()));
            }
        }
        assertEquals(CALLBACKS, sent.size());
        for (String path = "/api/callbacks?limit=1000"; path != null; ) {
            JSONObject page = desk.get(path);
            page.getJSONArray("items").forEach(item -> sent.remove(((JSONObject) item).getString("sha256")));
            path = page.isNull("next") ? null : page.getString("next");
        }
        assertEquals(Set.of(), sent, "answered 200, and not kept byte for byte");
    }

    /** No two alike. */
    private Shape shape(int number, String id) throws IOException {
        String json = "{\"type\":\"mo_text\",\"id\":\"P" + id
            + "\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"%s\",\"received_at\":\"2026-11-24T10:00:00.000Z\"}";
        String sms = "/api/callbacks/sms";
        List<Shape> shapes = new ArrayList<>();
        for (String text : List.of("plain", "é å ö \uD83D\uDE00 e\u0301", "\\u00e9 \\/ \\n",
                "<script>alert(1)</script> ' or 1=1 -- union select", "../../etc/passwd; cat", "x".repeat(300_000))) {
            shapes.add(new Shape(sms, json.formatted(text).getBytes(UTF_8), "application/json", null, false));
        }
        byte[] plain = json.formatted("shape").getBytes(UTF_8);
        shapes.add(new Shape(sms + "/", plain, "application/json", null, false));
        shapes.add(new Shape(sms, plain, "application/json", null, true));
        shapes.add(new Shape(sms, plain, null, null, false));
        shapes.add(new Shape(sms, plain, "text/plain; charset=ISO-8859-1", null, false));
        shapes.add(new Shape(sms, plain, "application/x-www-form-urlencoded", null, false));
        shapes.add(new Shape(sms, plain, "application/json", "gzip", false));
        shapes.add(new Shape(sms, gzip(plain), "application/json", "gzip", false));
        shapes.add(new Shape(sms, json.formatted("a, \r\n b").replace(",", ",\r\n ").concat(" \n").getBytes(UTF_8),
            "application/json", null, false));
        shapes.add(new Shape(sms, json.formatted("é").getBytes(ISO_8859_1), "application/json", null, false));
        shapes.add(new Shape("/api/callbacks/conversation", ("{\"app_id\":\"A" + id + "\",\"message_delivery_report\":{}}").getBytes(UTF_8),
            "application/json", null, false));
        byte[] bytes = new byte[number % 40 == 16 ? 1 << 20 : 3_000];
        random.nextBytes(bytes);
        shapes.add(new Shape(sms, bytes, "application/octet-stream", null, number % 2 == 1));
        return shapes.get(number % shapes.size());
    }

    private static HttpRequest request(URI address, Shape shape) {
        HttpRequest.BodyPublisher body = shape.chunked() ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(shape.body()))
            : BodyPublishers.ofByteArray(shape.body());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + shape.path())).timeout(Duration.ofSeconds(30)).POST(body);
        SIGNATURE.headers(shape.body(), Instant.now()).forEach(request::header);
        if (shape.type() != null) {
            request.header("Content-Type", shape.type());
        }
        if (shape.encoding() != null) {
            request.header("Content-Encoding", shape.encoding());
        }
        return request.build();
    }

    private int status(SSLContext tls, URI address, String path, String id) throws Exception {
        byte[] body = ("{\"type\":\"mo_text\",\"id\":\"" + id + path + "\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"x\"}")
            .getBytes(UTF_8);
        HttpClient http = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
        return http.send(request(address, new Shape(path, body, "application/json", null, false)), BodyHandlers.ofString()).statusCode();
    }

    private static void peopleLogIn(SSLContext tls, URI address) throws Exception {
        CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
        HttpClient http = HttpClient.newBuilder().sslContext(tls).cookieHandler(cookies).version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<String> asked = http.send(HttpRequest.newBuilder(URI.create(address + "/connection")).build(),
            BodyHandlers.ofString());
        assertTrue(asked.body().contains("j_username"), asked.statusCode() + asked.body());
        HttpResponse<String> login = http.send(HttpRequest.newBuilder(URI.create(address + "/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "https://" + address.getAuthority())   // as browsers do that know no Sec-Fetch-Site
            .POST(BodyPublishers.ofString("j_username=ann&j_password=pw-ann&next=/connection")).build(), BodyHandlers.ofString());
        assertEquals(303, login.statusCode(), login.body());
        HttpCookie session = cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("JSESSIONID"))
            .findFirst().orElseThrow();
        assertTrue(session.getSecure(), "the session's cookie is not Secure");
        HttpResponse<String> page = http.send(HttpRequest.newBuilder(address.resolve(login.headers().firstValue("Location").orElseThrow()))
            .build(), BodyHandlers.ofString());
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("Connection to Sinch"), page.body());
    }

    /** 3 KB, a part each second. @return the answer's status */
    private static int slowly(SSLContext tls, int port) throws IOException {
        byte[] body = ("{\"type\":\"mo_text\",\"id\":\"SLOW\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\""
            + "x".repeat(3_000) + "\"}").getBytes(UTF_8);
        StringBuilder head = new StringBuilder("POST /sms-desk/api/callbacks/sms HTTP/1.1\r\nHost: 127.0.0.1:" + port
            + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length + "\r\n");
        SIGNATURE.headers(body, Instant.now()).forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(UTF_8));
            int parts = 12;
            for (int part = 0; part < parts; part++) {
                out.write(body, body.length * part / parts, body.length * (part + 1) / parts - body.length * part / parts);
                out.flush();
                Run.pause(Duration.ofSeconds(1));
            }
            InputStream in = socket.getInputStream();
            return Integer.parseInt(new String(in.readNBytes(12), UTF_8).substring(9));
        }
    }

    private static SSLContext trusting(Path certificate) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry("proxy", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        return zipped.toByteArray();
    }

    private static String sha256(byte[] body) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    }
}
