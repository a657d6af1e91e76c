package dev.smsdesk.receive.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.inbox.SelfTestMark;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
@DisplayName("The self-test passes only if the exact bytes are stored here, and names what a proxy changes, refuses or answers itself")
class SelfTestTest {
    private static final Secret SECRET = Secret.of("sms", "a secret");
    private final List<String> posts = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private Endpoint desk;
    private Endpoint other;
    private HttpServer server;

    /** What a front does with a request. @return null where it has passed it on unchanged to the desk */
    private interface Front {
        /** @param headers names in small letters; may be changed */
        Reply handle(byte[] body, Map<String, String> headers) throws IOException;
    }

    /** An answer of the front's own, or another body to pass on. */
    private record Reply(int status, byte[] passedOn) {
        static Reply own(int status) {
            return new Reply(status, null);
        }

        static Reply pass(byte[] body) {
            return new Reply(0, body);
        }
    }

    @BeforeAll
    void start() {
        desk = new Endpoint();
        other = new Endpoint();
        desk.secrets.set(Channel.SMS, List.of(SECRET, Secret.of("older", "an older secret")));
    }

    @AfterAll
    void stop() {
        desk.close();
        other.close();
    }

    @AfterEach
    void closeFront() {
        Stream.of(desk, other).forEach(one -> one.side.clock.pass(Duration.ofMinutes(5)));
        if (server != null) {
            server.stop(0);
        }
    }

    static Stream<Arguments> fronts() {
        String plainIsKept = "A plain callback is kept, others are lost. ";
        return Stream.of(
            front("answers 200 itself", own(200), "It answers so to everything, also to what is not signed"),
            front("answers 401 itself", own(401), "Something on the way answered 401 itself; this is no answer of SMS Desk. It wants a "
            + "login"), front("answers 503 itself", own(503), "Something on the way answered 503 itself; this is no answer of SMS Desk. "
            + "It does not reach this server"), front("answers 403 itself", own(403), "Something on the way answered 403 itself; this is "
            + "no answer of SMS Desk. A firewall"), front("answers 404 itself", own(404), "Something answered 404. SMSDESK_PUBLIC_URL "
            + "must end with the path"), front("redirects", own(302), "Something on the way answered 302 at"),
            front("sorts members", text(body -> body.startsWith("{") ? sorted(body) : body),
            "It arrived, but was refused (401): The body was re-serialised on the way: its members (keys) were reordered."),
            front("writes JSON anew", text(SelfTestTest::rewritten), plainIsKept
            + "The JSON is read and written anew on the way; changed are "), front("escapes what is not ASCII", text(SelfTestTest::escaped),
            plainIsKept + "Characters beyond ASCII are changed on the way: "),
            front("UTF-8 to Latin-1", bytes(body -> new String(body, UTF_8).getBytes(ISO_8859_1)), plainIsKept
            + "Characters beyond ASCII are changed on the way: UTF-8 became ISO-8859-1."),
            front("Latin-1 to UTF-8", bytes(body -> new String(body, ISO_8859_1).getBytes(UTF_8)), plainIsKept
            + "Characters beyond ASCII are changed on the way: UTF-8 was read as ISO-8859-1"),
            front("NFD", text(body -> Normalizer.normalize(body, Normalizer.Form.NFD)), plainIsKept
            + "Accents are composed or decomposed on the way (Unicode normalisation)."),
            front("NFC", text(body -> Normalizer.normalize(body, Normalizer.Form.NFC)), plainIsKept
            + "Accents are composed or decomposed on the way (Unicode normalisation)."),
            front("LF to CRLF", text(body -> body.replace("\n", "\r\n")), plainIsKept
            + "Line ends are changed on the way: LF became CRLF."),
            front("cuts a blank at the end", text(body -> body.replaceAll("[ \\n]+$", "")), plainIsKept
            + "The end of a body is cut on the way: a blank at the end, a line end at the end is lost."),
            front("removes tags", text(body -> body.replaceAll("</?b>", "")), plainIsKept
            + "Bodies are changed on the way where they have tags such as <b>"), front("unpacks gzip", (body, headers) -> {
                boolean zipped = "gzip".equals(headers.remove("content-encoding"));
                return Reply.pass(zipped ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body);
            }, "Callbacks are kept, but not a compressed one (Content-Encoding: gzip). It is unpacked on the way"),
            front("takes 128 KiB", (body, headers) -> body.length > 131_072 ? Reply.own(413) : Reply.pass(body),
                "A small callback is kept, one of 300 KB is not. Something on the way answered 413: a limit on the size of bodies"),
            front("cuts at 128 KiB", bytes(body -> body.length > 131_072 ? Arrays.copyOf(body, 131_072) : body),
                "A small callback is kept, one of 300 KB is not. It is changed or cut on the way."),
            front("blocks words", (body, headers) -> new String(body, UTF_8).contains("DROP TABLE") ? Reply.own(403) : Reply.pass(body),
                plainIsKept + "Something on the way answered 403 where a body has words that a firewall may take for an attack or for "
                + "spam: a firewall that reads bodies"),
            front("makes + a blank", (body, headers) -> {
                headers.computeIfPresent(Signature.HEADER, (name, value) -> value.replace('+', ' '));
                return Reply.pass(body);
            }, "The header x-sinch-webhook-signature is changed on the way where it has + or /"),
            front("takes headers away", (body, headers) -> {
                headers.remove(Signature.NONCE_HEADER);
                return Reply.pass(body);
            }, "It arrived, but was refused (401): Of the four signature headers some did not arrive: x-sinch-webhook-signature-nonce."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fronts")
    void eachFrontIsNamedForWhatItDoes(String name, Front front, String sentence) throws IOException {
        SelfTest.SelfTestResult result = behind(front).run(Channel.SMS);
        assertTrue(result.sentence().contains(sentence), result.sentence());
        assertFalse(result.arrived());
    }

    @Test
    void whatPassesAllIsKeptThreeTimesAndTheSignaturesHadPlusAndSlash() throws IOException {
        int before = desk.kept().size();
        SelfTest.SelfTestResult result = behind((body, headers) -> Reply.pass(body)).run(Channel.SMS);
        assertEquals("It arrived unchanged, the signature held, and it is kept; so are one of 300 KB and a compressed one. Sinch can "
            + "reach http://127.0.0.1:"
            + server.getAddress().getPort() + "/sms-desk/api/callbacks/sms.", result.sentence());
        assertTrue(result.arrived());
        assertEquals(before + 3, desk.kept().size());
        assertEquals(3, posts.size(), posts.toString());
        assertTrue(signatures.stream().allMatch(signature -> signature.contains("+") && signature.contains("/")), signatures.toString());
        assertTrue(desk.kept().stream().anyMatch(row -> row.bodyBytes() > 300_000));
    }

    @Test
    void anotherInstallationWithTheSameSecretIsNotThisOne() throws IOException {
        other.secrets.set(Channel.SMS, List.of(SECRET));
        SelfTest.SelfTestResult result = behind(other, (body, headers) -> Reply.pass(body)).run(Channel.SMS);
        assertFalse(result.arrived());
        assertTrue(result.sentence().contains("It refuses what is not signed, so it is another installation that has the same secret."),
            result.sentence());
    }

    @Test
    void anotherInstallationWithAnotherSecretIsNotThisOneEither() throws IOException {
        other.secrets.set(Channel.SMS, List.of(Secret.of("sms", "of another installation")));
        SelfTest.SelfTestResult result = behind(other, (body, headers) -> Reply.pass(body)).run(Channel.SMS);
        assertTrue(result.sentence().contains("recorded no refusal here: most likely another installation with another secret answers"),
            result.sentence());
    }

    @Test
    void ourOwn503SaysWhy() throws IOException {
        other.secrets.set(Channel.SMS, List.of());
        SelfTest.SelfTestResult result = behind(other, (body, headers) -> Reply.pass(body)).run(Channel.SMS);
        assertEquals("SMS Desk itself answered 503: as callbacks-off says See the page Rejected callbacks and the log.", result.sentence());
    }

    @Test
    void withoutAPublicAddressThereIsNothingToTest() {
        assertSays("SMSDESK_PUBLIC_URL is not set", test(null));
    }

    @Test
    void withoutASecretNothingCanBeSigned() {
        SelfTest.SelfTestResult result = test(URI.create("http://127.0.0.1:1/sms-desk")).run(Channel.CONVERSATION);
        assertTrue(result.sentence().startsWith("No secret is set for this path"), result.sentence());
    }

    @Test
    void aClosedPortGivesTheKindOfFault() {
        assertSays("Nothing answered at http://127.0.0.1:1/sms-desk/api/callbacks/sms: ConnectException.",
            test(URI.create("http://127.0.0.1:1/sms-desk")));
    }

    @Test
    void whatWePostedIsKnownAgain() {
        assertTrue(SelfTestMark.isOn(Bodies.utf8("{\"type\":\"smsdesk_self_test\",\"id\":\"01\"}")));
        for (byte[] body : List.of(SelfTestBody.rich("01"), SelfTestBody.large("01"), SelfTestBody.plain("01"),
                SelfTestBody.zipped("01"))) {
            assertTrue(SelfTestMark.isOn(body));
        }
        Stream.of(SelfTestBody.Trait.values()).forEach(trait -> assertTrue(SelfTestMark.isOn(trait.body("01"))));
        assertFalse(SelfTestMark.isOn(Bodies.utf8("{\"type\":\"smsdesk_self_test\"")));
        assertFalse(SelfTestMark.isOn(Bodies.utf8(" {\"type\":\"smsdesk_self_test\"}")));
    }

    @Test
    void theCompressedOneIsGzip() throws IOException {
        assertEquals("{\"type\":\"smsdesk_self_test\",\"id\":\"01\"}",
            new String(new GZIPInputStream(new ByteArrayInputStream(SelfTestBody.zipped("01"))).readAllBytes(), UTF_8));
    }

    private static void assertSays(String sentence, SelfTest test) {
        SelfTest.SelfTestResult result = test.run(Channel.SMS);
        assertFalse(result.arrived());
        assertTrue(result.sentence().startsWith(sentence), result.sentence());
    }

    private SelfTest test(URI publicUrl) {
        return new SelfTest(publicUrl, desk.secrets, desk.side.callbacks, desk.refusals, desk.side.ids, desk.side.clock);
    }

    private SelfTest behind(Front front) throws IOException {
        return behind(desk, front);
    }

    private SelfTest behind(Endpoint behind, Front front) throws IOException {
        posts.clear();
        signatures.clear();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", call -> {
            byte[] body = call.getRequestBody().readAllBytes();
            Map<String, String> headers = new HashMap<>();
            call.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            posts.add(call.getRequestMethod() + " " + call.getRequestURI());
            signatures.add(String.valueOf(headers.get(Signature.HEADER)));
            Reply reply = front.handle(body, headers);
            headers.keySet().removeIf(name -> !name.startsWith("x-sinch"));
            Endpoint.Answer answer = reply.passedOn() == null ? null
                : behind.post(Channel.SMS, new ByteArrayInputStream(reply.passedOn()), headers);
            int status = answer == null ? reply.status() : answer.status();
            byte[] said = answer == null || answer.problem() == null ? new byte[0]
                : Bodies.utf8("{\"type\":\"urn:smsdesk:problem:" + answer.problem() + "\",\"status\":" + status + ",\"detail\":\"as "
                + answer.problem() + " says\"}");
            call.getResponseHeaders().add("Location", "/elsewhere");
            call.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
            call.getResponseBody().write(said);
            call.close();
        });
        server.start();
        return test(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sms-desk"));
    }

    private static Arguments front(String name, Front front, String sentence) {
        return Arguments.of(name, front, sentence);
    }

    private static Front own(int status) {
        return (body, headers) -> Reply.own(status);
    }

    private static Front bytes(UnaryOperator<byte[]> change) {
        return (body, headers) -> Reply.pass(change.apply(body));
    }

    /** What is not a text in UTF-8 is passed on as it is. */
    private static Front text(UnaryOperator<String> change) {
        return bytes(body -> body[0] == '{' ? change.apply(new String(body, UTF_8)).getBytes(UTF_8) : body);
    }

    /** As most programs write JSON, but in the order in which it came. */
    private static String rewritten(String body) {
        JSONObject json = new JSONObject(body);
        List<String> members = new ArrayList<>(json.keySet());
        members.sort((a, b) -> Integer.compare(body.indexOf('"' + a + '"'), body.indexOf('"' + b + '"')));
        return "{" + String.join(",", members.stream().map(name -> JSONObject.quote(name) + ":" + JSONObject.valueToString(json.get(name)))
            .toList()) + "}";
    }

    private static String sorted(String body) {
        JSONObject json = new JSONObject(body);
        return "{" + String.join(",", json.keySet().stream().sorted().map(name -> JSONObject.quote(name) + ":"
            + JSONObject.valueToString(json.get(name))).toList()) + "}";
    }

    private static String escaped(String body) {
        StringBuilder ascii = new StringBuilder();
        body.chars().forEach(one -> ascii.append(one < 128 ? String.valueOf((char) one) : String.format("\\u%04x", one)));
        return ascii.toString();
    }
}
