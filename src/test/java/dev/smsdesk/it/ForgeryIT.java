package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A callback without Sinch's exact signature is refused with 401, recorded with the reason, and not stored")
class ForgeryIT extends ContainerTest {
    private static final String REPORT = """
        {"type":"recipient_delivery_report_sms","batch_id":"01FORGED","recipient":"46701239000","code":0,"status":"Delivered",\
        "at":"2026-11-24T10:00:00.5Z"}""";
    private static final String MISMATCH = "The signature fits none of our secrets: another secret, or the body was changed on the way.";
    private static final String MISSING = "Some of the four signature headers are missing.";
    private static final String NOT_SIGNED = "No signature header at all: signing is not switched on for this callback. See Connection.";
    private static final String ALGORITHM = "The algorithm is not HmacSHA256, the only one Sinch documents.";
    private static final String SIGNATURE = "The signature is not 32 bytes in Base64 with padding.";
    private static final String NONCE = "The nonce has characters or a length that Sinch's nonces do not have.";
    private static Browser reader;
    private final KeptCallbacks kept = new KeptCallbacks();
    private final RefusalRecords refusals = new RefusalRecords(reader);
    private final byte[] body = RefusalRecords.unique(REPORT);

    @BeforeAll
    static void logIn() {
        reader = Browser.of("viewer");
    }

    @Test
    void theGenuineOneItselfIsKept() {
        assertEquals(200, SinchPost.sms(body).send().statusCode());
        kept.settled(body);
    }

    @Test
    void oneBitOfTheBodyIsEnough() {
        Random random = new Random(2);
        SinchPost post = SinchPost.sms(body);
        Set<String> digests = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            byte[] changed = body.clone();
            changed[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            assertRefused(post.body(changed).send());
            digests.add(KeptCallbacks.sha256(changed));
        }
        assertTrue(kept.all().stream().noneMatch(item -> digests.contains(item.getString("sha256"))), "one is kept, though refused");
        List<RefusalRecords.Row> records = refusals.ofLength(body.length, 50);
        assertEquals(50, records.size(), "one record each, of which the page shows the newest");
        assertTrue(records.stream().allMatch(row -> row.why().equals(MISMATCH) && row.answer() == 401 && row.path().equals("sms")));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n"})
    void aBlankOrLineEndAtTheEndIsAnotherBody(String tail) {
        assertRefusedAs(MISMATCH, (new String(body, UTF_8) + tail).getBytes(UTF_8), post -> post);
    }

    @Test
    void theSameJsonWrittenOtherwiseIsAnotherBody() {
        JSONObject same = new JSONObject(REPORT);
        assertRefusedAs(MISMATCH, same.toString(2).getBytes(UTF_8), post -> post);
        assertRefusedAs(MISMATCH, ("\uFEFF" + new String(body, UTF_8)).getBytes(UTF_8), post -> post);
    }

    @ParameterizedTest
    @ValueSource(strings = {SinchPost.SIGNATURE, SinchPost.ALGORITHM, SinchPost.NONCE, SinchPost.TIMESTAMP})
    void eachHeaderIsNeeded(String name) {
        assertRefusedAs(MISSING, body, post -> post.header(name, null));
        byte[] empty = RefusalRecords.unique(REPORT);
        assertRefused(SinchPost.sms(empty).header(name, "").send());
        refusals.assertOne(401, MISSING, empty);
    }

    @Test
    void withoutAnyOfThemSigningIsOff() {
        assertRefusedAs(NOT_SIGNED, body, SinchPost::unsigned);
    }

    @ParameterizedTest
    @ValueSource(strings = {SinchPost.SIGNATURE, SinchPost.ALGORITHM, SinchPost.NONCE, SinchPost.TIMESTAMP})
    void aHeaderThatCameTwiceIsAmbiguousAlsoWithTheSameValue(String name) {
        Map<String, String> headers = SinchPost.sms(body).headers();
        byte[] head = RawCall.head("POST /api/callbacks/sms", RawCall.lines(headers, "Content-Length: " + body.length, name + ": "
            + headers.get(name)));
        RawCall.Answer answer = RawCall.exchange(head, body);
        assertEquals(401, answer.status(), answer.head());
        assertFalse(answer.sets("Set-Cookie"));
        kept.assertNothing(body);
        refusals.assertOne(401, "A signature header came more than once, so it is not clear which one counts.", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HmacSHA512", "HmacMD5", "none", "AES/CBC/PKCS5Padding", "4000"})
    void theCallerCannotChooseTheAlgorithm(String name) {
        assertRefusedAs(ALGORITHM, body, post -> post.header(SinchPost.ALGORITHM, name.equals("4000") ? "H".repeat(4000) : name));
    }

    @Test
    void theOneAlgorithmMayBeSpeltInAnyCase() {
        assertEquals(200, SinchPost.sms(body).header(SinchPost.ALGORITHM, "HMACsha256").send().statusCode());
        kept.settled(body);
    }

    @Test
    void theSignatureIsStandardBase64WithPaddingAndNothingElse() {
        for (int form = 0; form < 5; form++) {
            byte[] one = RefusalRecords.unique(REPORT);
            SinchPost post = SinchPost.sms(one);
            String right = post.headers().get(SinchPost.SIGNATURE);
            byte[] mac = Base64.getDecoder().decode(right);
            String other = List.of(HexFormat.of().formatHex(mac), right.replace("=", ""), right + "=",
                Base64.getUrlEncoder().encodeToString(dashed(mac)), "A".repeat(4000)).get(form);
            assertRefused(post.header(SinchPost.SIGNATURE, other).send());
            refusals.assertOne(401, SIGNATURE, one);
            kept.assertNothing(one);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SinchPost.SIGNATURE, SinchPost.ALGORITHM, SinchPost.NONCE})
    void aMegabyteInAHeaderIsTheContainersToRefuse(String name) {
        Map<String, String> headers = SinchPost.sms(body).header(name, "A".repeat(1 << 20)).headers();
        RawCall.Answer answer = RawCall.exchange(RawCall.head("POST /api/callbacks/sms",
            RawCall.lines(headers, "Content-Length: " + body.length)), body);
        assertTrue(answer.status() == 0 || answer.status() == 400 || answer.status() == 413 || answer.status() == 431, answer.head());
        kept.assertNothing(body);
    }

    @Test
    void aBodyCutAtADotWithItsRestInTheNonceHasTheSameSignatureAndIsRefusedByItsForm() {
        String genuine = REPORT.replace("01FORGED", "01.cut.me");
        String nonce = "01K9RECUT";
        SinchPost post = SinchPost.signed("/api/callbacks/sms", genuine.getBytes(UTF_8), SinchPost.SECRET, nonce, Instant.now());
        for (int dot = genuine.indexOf('.'); dot >= 0; dot = genuine.indexOf('.', dot + 1)) {
            byte[] front = genuine.substring(0, dot).getBytes(UTF_8);
            post.header(SinchPost.NONCE, genuine.substring(dot + 1) + "." + nonce);
            assertRefused(post.body(front).send());
            kept.assertNothing(front);
            refusals.assertOne(401, NONCE, front);
        }
        kept.assertNothing(genuine.getBytes(UTF_8));
    }

    @Test
    void anotherSecretAndTheEmptyOneDoNotFit() {
        assertRefused(SinchPost.signed("/api/callbacks/sms", body, "another secret", "n1", Instant.now()).send());
        assertRefused(SinchPost.signed("/api/callbacks/sms", body, SinchPost.SECRET + " ", "n2", Instant.now()).send());
        assertEquals(2, refusals.ofLength(body.length, 2).size());
        kept.assertNothing(body);
    }

    private void assertRefusedAs(String why, byte[] sent, UnaryOperator<SinchPost> change) {
        assertRefused(change.apply(SinchPost.sms(body)).body(sent).send());
        kept.assertNothing(sent);
        refusals.assertOne(401, why, sent);
    }

    private static byte[] dashed(byte[] mac) {
        byte[] some = mac.clone();
        some[0] = (byte) 0xfb;   // "-" or "_" in the other alphabet, with any rest
        return some;
    }

    static void assertRefused(HttpResponse<String> answer) {
        assertEquals(401, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"));
        JSONObject problem = new JSONObject(answer.body());
        assertEquals("urn:smsdesk:problem:signature-refused", problem.getString("type"));
        assertEquals("This is not proven to come from Sinch, or too old.", problem.getString("detail"),
            "the caller does not learn which check failed");
        assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
        assertTrue(answer.headers().firstValue("Retry-After").isEmpty());
    }
}
