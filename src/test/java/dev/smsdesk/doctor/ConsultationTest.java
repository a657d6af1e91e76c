package dev.smsdesk.doctor;

import static dev.smsdesk.doctor.Patient.NOW;
import static dev.smsdesk.doctor.Patient.REPORT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.sinch.signature.SignatureCheck;
import dev.smsdesk.trust.BasicPassword;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The doctor says whether a pasted callback would be accepted now, and tries a typed secret in the same ways")
class ConsultationTest {
    private static final String TYPED = "not known here";
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Consultation consultation = new Consultation(new SignatureCheck(Duration.ofHours(48), Duration.ofMinutes(5), clock),
        clock);

    @Test
    void withinTheWindowItIsGenuine() {
        for (Duration age : List.of(Duration.ZERO, Duration.ofHours(48), Duration.ofMinutes(-5))) {
            Consultation.Diagnosis advice = ask(signedAgo(age), "");
            assertEquals(new Finding(Cause.GENUINE, "SINCH_WEBHOOK_SECRET"), advice.finding());
            assertTrue(advice.isProven() && advice.isBelieved());
            assertEquals(age, advice.age());
        }
    }

    @Test
    void genuineButTooOldSaysSo() {
        Consultation.Diagnosis advice = ask(signedAgo(Duration.ofMinutes(49 * 60 + 12)), "");
        assertEquals(Cause.GENUINE_OLD, advice.finding().cause());
        assertEquals("The signature is right: made with SINCH_WEBHOOK_SECRET 49 h 12 min ago. If it came now, it would be refused as too "
            + "old.", advice.finding().sentence().toString());
        assertTrue(advice.isProven());
        assertFalse(advice.isBelieved());
    }

    @Test
    void genuineButOfTheFutureSaysSo() {
        Consultation.Diagnosis advice = ask(signedAgo(Duration.ofSeconds(-723)), "");
        assertEquals(Cause.GENUINE_AHEAD, advice.finding().cause());
        assertEquals("The signature is right: made with SINCH_WEBHOOK_SECRET 12 min 3 s in the future. If it came now, it would be "
            + "answered 503.", advice.finding().sentence().toString());
        assertTrue(advice.isProven());
        assertFalse(advice.isBelieved());
    }

    @Test
    void theSecretThatWasTypedIn() {
        assertEquals(Finding.of(Cause.TYPED_SECRET), ask(typed(), TYPED).finding());
        assertEquals(new Finding(Cause.BLANK_HERE, "the secret that you typed in"), ask(typed(), TYPED + " ").finding());
        assertEquals(new Finding(Cause.UNEXPLAINED, ""), ask(typed(), "another guess").finding());
        assertEquals(new Finding(Cause.UNEXPLAINED, ""), ask(typed(), "").finding());
    }

    /** What happens to a callback, and what is said of it. */
    static Stream<Arguments> mistakes() {
        String accents = "{\"body\":\"Grüße aus Malmö, 1 + 1\"}";
        String pretty = new JSONObject(REPORT).toString(2);
        return Stream.of(
            Arguments.of(Cause.BODY_BOM, REPORT, ("\ufeff" + REPORT).getBytes(UTF_8)),
            Arguments.of(Cause.BODY_LINE_ENDS, pretty, pretty.replace("\n", "\r\n").getBytes(UTF_8)),
            Arguments.of(Cause.BODY_RESERIALISED, REPORT, (REPORT + "\n").getBytes(UTF_8)),
            Arguments.of(Cause.BODY_RESERIALISED, accents, new JSONObject(accents).toString(4).getBytes(UTF_8)),
            Arguments.of(Cause.BODY_RESERIALISED, "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}".getBytes(UTF_8)),
            Arguments.of(Cause.BODY_CHARSET, accents, accents.getBytes(ISO_8859_1)),
            Arguments.of(Cause.BODY_FORM_DECODED, accents, URLDecoder.decode(accents, UTF_8).getBytes(UTF_8)),
            Arguments.of(Cause.BODY_COMPRESSED, REPORT, BodyFindingsTest.gzip(REPORT.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aTypedSecretIsTriedAgainstEveryMistakeThatOursAreTriedAgainst(Cause cause, String signed, byte[] arrived) {
        Finding ofOurs = ask(Patient.healthy(signed).arrivesAs(arrived), TYPED).finding();
        assertEquals(cause, ofOurs.cause());
        Consultation.Diagnosis advice = ask(Patient.signed(TYPED.getBytes(UTF_8), signed.getBytes(UTF_8), NOW).arrivesAs(arrived), TYPED);
        assertEquals(ofOurs, advice.finding());
        assertTrue(advice.typed());
        assertFalse(advice.isProven());
    }

    @Test
    void itIsTriedAgainstMistakesOfSecretPartsAndHeadersToo() {
        byte[] body = REPORT.getBytes(UTF_8);
        byte[] key = TYPED.getBytes(UTF_8);
        String seconds = String.valueOf(NOW.getEpochSecond());
        assertTyped(Cause.SECRET_ENCODED, Patient.signed(Base64.getEncoder().encodeToString(key).getBytes(UTF_8), body, NOW));
        assertTyped(Cause.PARTS_ORDER,
            typed().set(Signature.HEADER, Patient.base64(Patient.mac(key, (seconds + ".01NONCE.").getBytes(UTF_8), body))));
        assertTyped(Cause.SIGNATURE_FORM,
            typed().set(Signature.HEADER,
            HexFormat.of().formatHex(Base64.getDecoder().decode(typed().headers.get(Signature.HEADER).get(0)))));
        int dot = REPORT.indexOf('.');
        assertTyped(Cause.RECUT, typed().set(Signature.NONCE_HEADER, REPORT.substring(dot + 1) + ".01NONCE")
            .arrivesAs(REPORT.substring(0, dot)));
    }

    @Test
    void whatOursExplainIsNotAboutTheTypedOne() {
        Consultation.Diagnosis advice = ask(Patient.healthy(REPORT).arrivesAs(REPORT + "\n"), Patient.KEY);
        assertEquals(Cause.BODY_RESERIALISED, advice.finding().cause());
        assertFalse(advice.typed());
        assertEquals(Cause.OTHER_PATH, ask(Patient.signed(Patient.OTHER.key(), REPORT.getBytes(UTF_8), NOW), "the other path's")
            .finding().cause());
    }

    @Test
    void withoutAnySecretThatIsSaidUnlessTheTypedOneFits() {
        Patient patient = typed();
        patient.live = List.of();
        assertEquals(Finding.of(Cause.NO_SECRET), ask(patient, "").finding());
        assertEquals(Finding.of(Cause.NO_SECRET), ask(patient, "another guess").finding());
        assertEquals(Finding.of(Cause.TYPED_SECRET), ask(patient, TYPED).finding());
    }

    @Test
    void aPasswordThatFitsIsNoRightSignature() {
        Patient patient = Patient.healthy(REPORT);
        patient.headers.clear();
        patient.password = new BasicPassword("sinch", "correct horse");
        Consultation.Diagnosis advice = ask(patient.set("Authorization", "Basic " + Patient.base64("sinch:correct horse".getBytes(UTF_8))),
            "");
        assertEquals(Cause.PASSWORD_FITS, advice.finding().cause());
        assertTrue(advice.isProven() && advice.isBelieved());
        assertFalse(advice.finding().sentence().toString().toLowerCase(Locale.ROOT).contains("signature"));
    }

    @Test
    void theReadingOfATextThatExplainsMoreComesFirst() {
        String pretty = new JSONObject(REPORT).toString(2);
        Consultation.Diagnosis proven = ask(Patient.healthy(REPORT), "");
        Consultation.Diagnosis typed = ask(typed(), TYPED);
        Consultation.Diagnosis lineEnds = ask(Patient.healthy(pretty.replace("\n", "\r\n")).arrivesAs(pretty), "");
        Consultation.Diagnosis open = ask(typed(), "");
        assertEquals(List.of(0, 1, 2, 3), Stream.of(proven, typed, lineEnds, open).map(Consultation.Diagnosis::rank).toList());
    }

    private void assertTyped(Cause cause, Patient patient) {
        Consultation.Diagnosis advice = ask(patient, TYPED);
        assertEquals(cause, advice.finding().cause());
        assertTrue(advice.typed());
    }

    private static Patient typed() {
        return Patient.signed(TYPED.getBytes(UTF_8), REPORT.getBytes(UTF_8), NOW);
    }

    private static Patient signedAgo(Duration ago) {
        return Patient.signed(Patient.KEY.getBytes(UTF_8), REPORT.getBytes(UTF_8), NOW.minus(ago));
    }

    private Consultation.Diagnosis ask(Patient patient, String typed) {
        return consultation.ask(Channel.SMS.word(), patient.headers, patient.body, patient.suspects(), typed);
    }
}
