package dev.smsdesk.doctor;

import static dev.smsdesk.doctor.Patient.KEY;
import static dev.smsdesk.doctor.Patient.NOW;
import static dev.smsdesk.doctor.Patient.REPORT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.trust.BasicPassword;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The doctor names the fault of secret, headers or clock, and no other")
class SignerFindingsTest {
    private static final byte[] BODY = REPORT.getBytes(UTF_8);

    @Test
    void theOtherPathsSecretAndARemovedOneAreCalledByTheirNames() {
        assertEquals(new Finding(Cause.OTHER_PATH, "SMSDESK_CONVERSATION_WEBHOOK_SECRET"), with(Patient.OTHER.key()).examine());
        assertEquals(new Finding(Cause.REMOVED_SECRET, "entered 2026-11-01 10:00:00 (ABCD)"), with(Patient.REMOVED.key()).examine());
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\r\n", "\t"})
    void strayBlanks(String stray) {
        assertEquals(new Finding(Cause.BLANK_THERE, "SINCH_WEBHOOK_SECRET"), with(KEY + stray).examine());
        assertEquals(new Finding(Cause.BLANK_THERE, "SINCH_WEBHOOK_SECRET"), with(stray + KEY).examine());
        assertEquals(new Finding(Cause.BLANK_HERE, "s"), with(KEY, Secret.of("s", KEY + stray)).examine());
        assertEquals(new Finding(Cause.BLANK_HERE, "s"), with(KEY, Secret.of("s", stray + KEY)).examine());
    }

    @Test
    void quotationMarks() {
        assertEquals(new Finding(Cause.SECRET_QUOTED, "SINCH_WEBHOOK_SECRET"), with("\"" + KEY + "\"").examine());
        assertEquals(new Finding(Cause.SECRET_QUOTED, "s"), with(KEY, Secret.of("s", "'" + KEY + "'")).examine());
    }

    @Test
    void aSecretDecodedOrEncoded() {
        byte[] random = {1, 2, 3, (byte) 0xfa, (byte) 0xfb, 9, 8, 7, 6, 5, 4, 3};
        assertEquals(new Finding(Cause.SECRET_DECODED, Detail.BASE64_DECODED.stored("s")),
            with(random, Secret.of("s", Base64.getEncoder().encodeToString(random))).examine());
        assertEquals(new Finding(Cause.SECRET_DECODED, Detail.BASE64_DECODED.stored("s")),
            with(random, Secret.of("s", Base64.getUrlEncoder().encodeToString(random))).examine());
        assertEquals(new Finding(Cause.SECRET_DECODED, Detail.HEX_DECODED.stored("s")),
            with(random, Secret.of("s", HexFormat.of().formatHex(random))).examine());
        assertEquals(new Finding(Cause.SECRET_ENCODED, Detail.BASE64_ENCODED.stored("SINCH_WEBHOOK_SECRET")),
            with(Base64.getEncoder().encodeToString(KEY.getBytes(UTF_8))).examine());
        assertEquals(new Finding(Cause.SECRET_ENCODED, Detail.HEX_ENCODED.stored("SINCH_WEBHOOK_SECRET")),
            with(HexFormat.of().formatHex(KEY.getBytes(UTF_8))).examine());
    }

    @Test
    void anUnknownSecret() {
        Finding finding = with("the secret of another sender").examine();
        assertEquals(new Finding(Cause.UNEXPLAINED, ""), finding);
        assertEquals("It fits none of our secrets in any form that was tried.", finding.sentence().toString());
    }

    @Test
    void whereNoSecretIsSetThatIsTheCauseUnlessOneOfElsewhereFits() {
        Patient patient = with("the secret of another sender");
        patient.live = List.of();
        assertEquals(Finding.of(Cause.NO_SECRET), patient.examine());
        assertEquals(Finding.of(Cause.NO_SECRET), patient.arrivesAs("").examine());
        patient.channel = Channel.CONVERSATION;
        assertEquals(Finding.of(Cause.NO_SECRET), patient.arrivesAs("{\"message_delivery_report\":{}}").examine());
        Patient elsewhere = with(Patient.OTHER.key());
        elsewhere.live = List.of();
        assertEquals(Cause.OTHER_PATH, elsewhere.examine().cause());
    }

    @Test
    void aKnownOverrideSecretIsGenuineOnItsPathAndCalledByItsNameOnTheOther() {
        Secret override = Secret.of("SMSDESK_CONVERSATION_OVERRIDE_SECRET", "the override secret");
        Patient receipt = with(override.key());
        receipt.channel = Channel.CONVERSATION;
        receipt.override = true;
        receipt.live = List.of(Patient.LIVE, override);
        assertEquals(new Finding(Cause.GENUINE, "SMSDESK_CONVERSATION_OVERRIDE_SECRET"), receipt.examine());
    }

    @Test
    void anEmptySecret() {
        assertEquals(Finding.of(Cause.SECRET_EMPTY), with(new byte[0]).examine());
    }

    @Test
    void anOverrideSecretThatIsNotKnownIsHintedAtForReceiptsOfThatApi() {
        Patient patient = Patient.signed("the override secret".getBytes(UTF_8), "{\"message_delivery_report\":{}}".getBytes(UTF_8), NOW);
        assertEquals(new Finding(Cause.UNEXPLAINED, ""), patient.examine());
        patient.channel = Channel.CONVERSATION;
        assertEquals(Finding.of(Cause.PERHAPS_OVERRIDE), patient.examine());
        patient.override = true;
        assertEquals(new Finding(Cause.UNEXPLAINED, ""), patient.examine());
        Patient inbound = Patient.signed("the override secret".getBytes(UTF_8), "{\"message\":{}}".getBytes(UTF_8), NOW);
        inbound.channel = Channel.CONVERSATION;
        assertEquals(Cause.UNEXPLAINED, inbound.examine().cause());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"B.T.N; body, timestamp, nonce with dots between",
        "N.T.B; nonce, timestamp, body with dots between", "T.B; timestamp, body with dots between",
            "BNT; body, nonce, timestamp with nothing between", "B; the body alone", "B:N:T; body, nonce, timestamp with colons between",
            "B.N.T000; body, nonce, timestamp with dots between, the time in milliseconds"})
    void partsInAnotherOrderOrOtherwiseJoined(String made, String words) {
        Patient patient = Patient.healthy(REPORT);
        String text = made.replace("T", String.valueOf(NOW.getEpochSecond())).replace("N", "01\u0001ONCE").replace("B", REPORT)
            .replace("\u0001", "N");
        patient.set(Signature.HEADER, Patient.base64(Patient.mac(KEY.getBytes(UTF_8), text.getBytes(UTF_8))));
        Finding finding = patient.examine();
        assertEquals(Cause.PARTS_ORDER, finding.cause());
        assertEquals(words, finding.detailInWords());
    }

    @Test
    void noHeaderAtAllMeansThatSigningIsOff() {
        Patient patient = unsigned();
        assertEquals(Finding.of(Cause.SIGNING_OFF), patient.examine());
        patient.channel = Channel.CONVERSATION;
        assertEquals(Finding.of(Cause.WEBHOOK_UNSIGNED), patient.examine());
        assertEquals(Finding.of(Cause.PASSWORD_CAME), unsigned().set("Authorization", "Basic eDp5").examine());
        assertEquals(Finding.of(Cause.TOKEN_CAME), unsigned().set("authorization", "Bearer abc").examine());
    }

    @Test
    void inBasicModeTheCredentialsAreLookedAt() {
        Patient patient = unsigned();
        patient.password = new BasicPassword("sinch", "correct horse");
        assertEquals(Finding.of(Cause.PASSWORD_ABSENT), patient.examine());
        assertEquals(Finding.of(Cause.PASSWORD_FITS), patient.set("Authorization", basic("sinch:correct horse")).examine());
        assertEquals(Finding.of(Cause.PASSWORD_UNREADABLE), patient.set("Authorization", "Bearer abc").examine());
        assertEquals(Finding.of(Cause.PASSWORD_UNREADABLE), patient.set("Authorization", basic("sinch:correct horse"),
            basic("sinch:correct horse")).examine());
    }

    @Test
    void whichOfUserAndPasswordIsWrongIsNotToldForThenEachCouldBeGuessedByItself() {
        Patient patient = unsigned();
        patient.password = new BasicPassword("sinch", "correct horse");
        for (String pair : List.of("sinch:wrong", "other:correct horse", "other:wrong")) {
            Finding finding = patient.set("Authorization", basic(pair)).examine();
            assertEquals(Finding.of(Cause.PASSWORD_WRONG), finding, pair);
            assertEquals("Not signed, and the user or the password that came is not that of the settings.", finding.sentence().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Signature.HEADER, Signature.ALGORITHM_HEADER, Signature.NONCE_HEADER, Signature.TIMESTAMP_HEADER})
    void oneHeaderMissingIsNamedAndOneTwiceLikewise(String name) {
        assertEquals(new Finding(Cause.HEADERS_STRIPPED, name), Patient.healthy(REPORT).without(name).examine());
        assertEquals(new Finding(Cause.HEADERS_STRIPPED, name), Patient.healthy(REPORT).set(name, "").examine());
        assertEquals(new Finding(Cause.HEADER_REPEATED, name), Patient.healthy(REPORT).set(name, "a", "a").examine());
        String value = Patient.healthy(REPORT).headers.get(name).get(0);
        assertEquals(new Finding(Cause.HEADER_REPEATED, name), Patient.healthy(REPORT).set(name, value + ", " + value).examine(),
            "folded into one on the way");
    }

    @Test
    void theAlgorithmIsShownOnlyIfItLooksLikeOne() {
        assertEquals(new Finding(Cause.WRONG_ALGORITHM, "HmacSHA512"), Patient.healthy(REPORT).set(Signature.ALGORITHM_HEADER,
            "HmacSHA512").examine());
        assertEquals(Detail.NO_ALGORITHM_NAME.stored(), Patient.healthy(REPORT).set(Signature.ALGORITHM_HEADER, "<script>")
            .examine().detail());
    }

    @Test
    void theSignatureWrittenOtherwise() {
        byte[] mac = Base64.getDecoder().decode(Patient.healthy(REPORT).headers.get(Signature.HEADER).get(0));
        assertEquals(new Finding(Cause.SIGNATURE_FORM, Detail.SIGNATURE_IN_HEX.stored()), signature(HexFormat.of().formatHex(mac)));
        assertEquals(new Finding(Cause.SIGNATURE_FORM, Detail.SIGNATURE_UNPADDED.stored()),
            signature(Base64.getEncoder().withoutPadding().encodeToString(mac)));
        assertEquals(new Finding(Cause.SIGNATURE_FORM, Detail.SIGNATURE_ADDITION.stored()),
            signature("sha256=" + Base64.getEncoder().encodeToString(mac)));
        assertEquals(new Finding(Cause.SIGNATURE_UNREADABLE, Detail.SIGNATURE_LENGTH.stored(31)),
            signature(Base64.getEncoder().encodeToString(new byte[31])));
        assertEquals(new Finding(Cause.SIGNATURE_UNREADABLE, Detail.SIGNATURE_NO_ENCODING.stored()), signature("!".repeat(500)));
        assertEquals(new Finding(Cause.SIGNATURE_UNREADABLE, Detail.SIGNATURE_FITS_NONE.stored(Detail.SIGNATURE_IN_HEX.stored())),
            signature("ab".repeat(32)));
    }

    @Test
    void theSignatureInTheUrlSafeAlphabet() {
        for (int i = 0; ; i++) {
            Patient patient = Patient.healthy(REPORT.replace("01H", "01H" + i));
            String text = patient.headers.get(Signature.HEADER).get(0);
            if (text.contains("+") || text.contains("/")) {
                assertEquals(new Finding(Cause.SIGNATURE_FORM, Detail.SIGNATURE_URL_SAFE.stored()),
                    patient.set(Signature.HEADER, text.replace('+', '-').replace('/', '_')).examine());
                return;
            }
        }
    }

    @Test
    void aCallbackCutInTwoIsRecognised() {
        String whole = "{\"type\":\"mo_text\",\"body\":\"one. two\"}";
        Patient patient = Patient.healthy(whole);
        int dot = whole.indexOf('.');
        patient.set(Signature.NONCE_HEADER, whole.substring(dot + 1) + ".01NONCE").arrivesAs(whole.substring(0, dot));
        assertEquals(Finding.of(Cause.RECUT), patient.examine());
        assertEquals(Finding.of(Cause.NONCE_FORM), Patient.healthy(REPORT).set(Signature.NONCE_HEADER, "a b").examine());
    }

    @Test
    void timestamps() {
        String seconds = String.valueOf(NOW.getEpochSecond());
        assertEquals(Finding.of(Cause.TIMESTAMP_MILLIS), Patient.healthy(REPORT).set(Signature.TIMESTAMP_HEADER, seconds
            + "123").examine());
        assertEquals(Finding.of(Cause.TIMESTAMP_FORM), Patient.healthy(REPORT).set(Signature.TIMESTAMP_HEADER, NOW.toString()).examine());
        assertEquals(Finding.of(Cause.HEADERS_EXCHANGED), Patient.healthy(REPORT).set(Signature.TIMESTAMP_HEADER, "01NONCE")
            .set(Signature.NONCE_HEADER, seconds).examine());
    }

    @Test
    void theClockByHowMuch() {
        assertEquals(new Finding(Cause.STALE, "PT49H12M"), signedAgo(Duration.ofMinutes(49 * 60 + 12)));
        assertEquals(new Finding(Cause.CLOCK_BEHIND, "PT12M3S"), signedAgo(Duration.ofSeconds(-723)));
        assertEquals(new Finding(Cause.STALE, "PT216H"), signedAgo(Duration.ofDays(9)));
    }

    private static String basic(String pair) {
        return "Basic " + Patient.base64(pair.getBytes(UTF_8));
    }

    private static Finding signedAgo(Duration ago) {
        return Patient.signed(KEY.getBytes(UTF_8), BODY, NOW.minus(ago)).examine();
    }

    private static Finding signature(String text) {
        return Patient.healthy(REPORT).set(Signature.HEADER, text).examine();
    }

    private static Patient unsigned() {
        Patient patient = Patient.healthy(REPORT);
        patient.headers.clear();
        return patient;
    }

    private static Patient with(String key) {
        return with(key.getBytes(UTF_8));
    }

    private static Patient with(byte[] key) {
        return Patient.signed(key, BODY, NOW);
    }

    private static Patient with(String key, Secret live) {
        return with(key.getBytes(UTF_8), live);
    }

    private static Patient with(byte[] key, Secret live) {
        Patient patient = with(key);
        patient.live = List.of(live);
        return patient;
    }
}
