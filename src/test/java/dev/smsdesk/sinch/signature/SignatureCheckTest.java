package dev.smsdesk.sinch.signature;

import static dev.smsdesk.sinch.signature.Verdict.AHEAD;
import static dev.smsdesk.sinch.signature.Verdict.GENUINE;
import static dev.smsdesk.sinch.signature.Verdict.HEADER_MISSING;
import static dev.smsdesk.sinch.signature.Verdict.HEADER_REPEATED;
import static dev.smsdesk.sinch.signature.Verdict.MALFORMED_NONCE;
import static dev.smsdesk.sinch.signature.Verdict.MALFORMED_SIGNATURE;
import static dev.smsdesk.sinch.signature.Verdict.MALFORMED_TIMESTAMP;
import static dev.smsdesk.sinch.signature.Verdict.MISMATCH;
import static dev.smsdesk.sinch.signature.Verdict.NOT_SIGNED;
import static dev.smsdesk.sinch.signature.Verdict.STALE;
import static dev.smsdesk.sinch.signature.Verdict.WRONG_ALGORITHM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A callback is accepted only if Sinch signed these exact bytes recently")
class SignatureCheckTest {
    private static final OwnVectors VECTOR = OwnVectors.all().findFirst().orElseThrow();
    private static final byte[] BODY = OwnVectors.bytes(VECTOR.payload());
    private static final Instant SENT = Instant.ofEpochSecond(Long.parseLong(VECTOR.timestamp()));
    private static final Secret CURRENT = Secret.of("current", VECTOR.secret());
    private static final Secret OTHER = Secret.of("other", "some other secret");

    static Stream<OwnVectors> vectors() {
        return OwnVectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aCallbackSignedOutsideOurCodeIsGenuine(OwnVectors vector) {
        Instant at = Instant.ofEpochSecond(Long.parseLong(vector.timestamp()));
        Secret secret = Secret.of("only", vector.secret());
        assertEquals(new SignatureCheck.SignatureResult(GENUINE, "only", vector.nonce(), at),
                checkAt(at).check(vector.headers(), OwnVectors.bytes(vector.payload()), List.of(secret)));
    }

    @Test
    void oneBitOfTheBodyIsEnough() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            byte[] changed = BODY.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertEquals(MISMATCH, verdict(VECTOR.headers(), changed));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n"})
    void whitespaceAtTheEndIsAnotherBody(String tail) {
        assertEquals(MISMATCH, verdict(VECTOR.headers(), (text(BODY) + tail).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aByteOrderMarkInFrontIsAnotherBody() {
        assertEquals(MISMATCH, verdict(VECTOR.headers(), ("\uFEFF" + text(BODY)).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anyHeaderMissingIsSaid() {
        for (String name : VECTOR.headers().keySet()) {
            Map<String, List<String>> headers = new HashMap<>(VECTOR.headers());
            headers.remove(name);
            assertEquals(HEADER_MISSING, verdict(headers, BODY), name);
            assertEquals(HEADER_MISSING, verdict(with(name, ""), BODY), name + " empty");
            headers.put(name, null);
            assertEquals(HEADER_MISSING, verdict(headers, BODY), name + " null");
        }
    }

    @Test
    void allFourMissingMeansSigningIsOff() {
        assertEquals(NOT_SIGNED, verdict(Map.of("Content-Type", List.of("application/json")), BODY));
    }

    @Test
    void anyHeaderGivenTwiceIsAmbiguousEvenWithTheSameValue() {
        VECTOR.headers().forEach((name, values) -> {
            Map<String, List<String>> headers = new HashMap<>(VECTOR.headers());
            headers.put(name, List.of(values.get(0), values.get(0)));
            assertEquals(HEADER_REPEATED, verdict(headers, BODY), name);
            headers.put(name, values);
            headers.put(name.toUpperCase(Locale.ROOT), values);
            assertEquals(HEADER_REPEATED, verdict(headers, BODY), name + " in two spellings");
        });
    }

    @Test
    void aRepeatedHeaderThatWasFoldedIntoOneIsAmbiguousToo() {
        String signature = VECTOR.headers().get(Signature.HEADER).get(0);
        for (String other : List.of(signature, signature.substring(1, 10) + signature.charAt(0) + signature.substring(10))) {
            Map<String, List<String>> headers = new HashMap<>(VECTOR.headers());
            headers.put(Signature.HEADER, List.of(signature + "," + other));
            assertEquals(HEADER_REPEATED, verdict(headers, BODY));
        }
        assertFalse(Signature.isFolded("a, b") || Signature.isFolded(",") || Signature.isFolded("") || Signature.isFolded(signature));
    }

    @Test
    void headerNamesHaveNoCase() {
        Map<String, List<String>> headers = new TreeMap<>();
        VECTOR.headers().forEach((name, values) -> headers.put(name.toUpperCase(Locale.ROOT), values));
        assertEquals(GENUINE, verdict(headers, BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HmacSHA512", "HmacMD5", "HmacSHA1", "none", "SHA256", " HmacSHA256"})
    void theCallerCannotChooseTheAlgorithm(String algorithm) {
        assertEquals(WRONG_ALGORITHM, verdict(with(Signature.ALGORITHM_HEADER, algorithm), BODY));
        assertEquals(WRONG_ALGORITHM, verdict(with(Signature.ALGORITHM_HEADER, algorithm.repeat(1000)), BODY));
    }

    @Test
    void theOneAlgorithmMayBeSpeltInAnyCase() {
        assertEquals(GENUINE, verdict(with(Signature.ALGORITHM_HEADER, "hmacsha256"), BODY));
    }

    @Test
    void theSignatureIsStandardBase64WithPaddingAndNothingElse() {
        byte[] mac = Base64.getDecoder().decode(VECTOR.signature());
        List<String> malformed = List.of(HexFormat.of().formatHex(mac), VECTOR.signature().substring(0, 43), VECTOR.signature() + "\r\n",
                VECTOR.signature().substring(0, 20) + "\n" + VECTOR.signature().substring(20), '-' + VECTOR.signature().substring(1),
                "A".repeat(1 << 20), "é".repeat(44), VECTOR.signature().substring(0, 42) + "p=", VECTOR.signature() + VECTOR.signature());
        for (String signature : malformed) {
            assertEquals(MALFORMED_SIGNATURE, verdict(with(Signature.HEADER, signature), BODY));
        }
    }

    @Test
    void aWellFormedButWrongSignatureIsAMismatch() {
        assertEquals(MISMATCH, verdict(with(Signature.HEADER, VECTOR.signature().substring(0, 42)
            .toLowerCase(Locale.ROOT) + VECTOR.signature().substring(42)), BODY));
        assertEquals(MISMATCH, verdict(with(Signature.HEADER, Base64.getEncoder().encodeToString(new byte[32])), BODY));
    }

    @Test
    void aBodyCutAtADotWithTheRestInTheNonceHasTheSameSignatureAndIsRefused() {
        int dot = text(BODY).indexOf('.');
        byte[] head = Arrays.copyOf(BODY, dot);
        String nonce = text(BODY).substring(dot + 1) + '.' + VECTOR.nonce();
        assertEquals(VECTOR.signature(), Signature.sign(CURRENT, head, nonce, VECTOR.timestamp()), "the attack is real");
        assertEquals(MALFORMED_NONCE, verdict(with(Signature.NONCE_HEADER, nonce), head));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a.b", "é", "\n", "x\n"})
    void aNonceIsLettersDigitsDashesAndUnderscores(String nonce) {
        assertEquals(MALFORMED_NONCE, verdict(with(Signature.NONCE_HEADER, nonce), BODY));
    }

    @Test
    void aNonceHasAtMost128Characters() {
        assertEquals(GENUINE, verdict(signed(BODY, "n".repeat(128), VECTOR.timestamp()), BODY));
        assertEquals(MALFORMED_NONCE, verdict(signed(BODY, "n".repeat(129), VECTOR.timestamp()), BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1795508131", "+1795508131", "17955081310000000000", "179550813", "2026-11-24T08:15:31Z", "١٧٩٥٥٠٨١٣١",
        "1795508131.0", "0x6b05"})
    void aTimestampIsTenOrElevenAsciiDigitsHoweverWellItIsSigned(String timestamp) {
        assertEquals(MALFORMED_TIMESTAMP, verdict(signed(BODY, "n", timestamp), BODY));
    }

    @Test
    void anySecretThatLivesWillDoAndTheResultSaysWhich() {
        assertEquals("current", checkAt(SENT).check(VECTOR.headers(), BODY, List.of(OTHER, CURRENT)).secretName());
        assertEquals("current", checkAt(SENT).check(VECTOR.headers(), BODY, List.of(CURRENT, OTHER)).secretName());
        assertEquals("current", checkAt(SENT).check(VECTOR.headers(), BODY, List.of(CURRENT, Secret.of("again", VECTOR.secret())))
            .secretName());
    }

    @Test
    void noOtherSecretWillDoAndNoSecretMakesNothingGenuine() {
        assertEquals(MISMATCH, checkAt(SENT).check(VECTOR.headers(), BODY, List.of(OTHER)).verdict());
        assertEquals(MISMATCH, checkAt(SENT).check(VECTOR.headers(), BODY, List.of()).verdict());
    }

    @Test
    void oldIsFineUpToTheWholeRetrySpanAndStaleAfter() {
        assertEquals(GENUINE, checkAt(SENT.plus(Duration.ofMinutes(4))).check(VECTOR.headers(), BODY, List.of(CURRENT)).verdict());
        assertEquals(GENUINE, checkAt(SENT.plus(Duration.ofHours(48))).check(VECTOR.headers(), BODY, List.of(CURRENT)).verdict());
        assertEquals(new SignatureCheck.SignatureResult(STALE, "current", VECTOR.nonce(), SENT),
                checkAt(SENT.plus(Duration.ofHours(48)).plusMillis(1)).check(VECTOR.headers(), BODY, List.of(CURRENT)));
    }

    @Test
    void aheadIsSaidOnlyOfTheTrulySigned() {
        SignatureCheck slow = checkAt(SENT.minus(Duration.ofMinutes(5)).minusMillis(1));
        assertEquals(GENUINE, checkAt(SENT.minus(Duration.ofMinutes(5))).check(VECTOR.headers(), BODY, List.of(CURRENT)).verdict());
        assertEquals(AHEAD, slow.check(VECTOR.headers(), BODY, List.of(CURRENT)).verdict());
        assertEquals(MISMATCH, slow.check(VECTOR.headers(), BODY, List.of(OTHER)).verdict());
    }

    @Test
    void aRefusalNamesNonceAndTimeOnlyWhereTheyAreWellFormed() {
        assertEquals(new SignatureCheck.SignatureResult(WRONG_ALGORITHM, null, VECTOR.nonce(), SENT),
                checkAt(SENT).check(with(Signature.ALGORITHM_HEADER, "none"), BODY, List.of(CURRENT)));
        assertNull(checkAt(SENT).check(with(Signature.NONCE_HEADER, "<script>"), BODY, List.of(CURRENT)).nonce());
        assertNull(checkAt(SENT).check(with(Signature.TIMESTAMP_HEADER, "now"), BODY, List.of(CURRENT)).signedAt());
    }

    private static Verdict verdict(Map<String, List<String>> headers, byte[] body) {
        return checkAt(SENT).check(headers, body, List.of(CURRENT)).verdict();
    }

    private static SignatureCheck checkAt(Instant now) {
        return new SignatureCheck(Duration.ofHours(48), Duration.ofMinutes(5), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Map<String, List<String>> with(String name, String value) {
        Map<String, List<String>> headers = new HashMap<>(VECTOR.headers());
        headers.put(name, List.of(value));
        return headers;
    }

    private static Map<String, List<String>> signed(byte[] body, String nonce, String timestamp) {
        Map<String, List<String>> headers = with(Signature.NONCE_HEADER, nonce);
        headers.put(Signature.TIMESTAMP_HEADER, List.of(timestamp));
        headers.put(Signature.HEADER, List.of(Signature.sign(CURRENT, body, nonce, timestamp)));
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
