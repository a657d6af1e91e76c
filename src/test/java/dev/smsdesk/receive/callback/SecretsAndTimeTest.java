package dev.smsdesk.receive.callback;

import static dev.smsdesk.receive.answer.RefusalReason.AHEAD;
import static dev.smsdesk.receive.answer.RefusalReason.MISMATCH;
import static dev.smsdesk.receive.answer.RefusalReason.NO_SECRET;
import static dev.smsdesk.receive.answer.RefusalReason.STALE;
import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.receive.callback.Endpoint.Answer;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.receive.refusal.Refusal;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The secret and the signature's age decide between 200, 401 and 503")
class SecretsAndTimeTest {
    private static final Secret CURRENT = Secret.of("current", "the secret of today");
    private static final Secret OLD = Secret.of("old", "the secret of yesterday");
    private static final Secret OTHER_PATH = Secret.of("conversation", "the other path's secret");
    private static final byte[] BODY =
        utf8("{\"type\":\"mo_text\",\"id\":\"1\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"ñ 🎉\"}");
    private final Endpoint endpoint = new Endpoint();

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void whatWasSignedOutsideOurCodeIsKeptByteForByte() throws IOException {
        // as in src/test/resources/dev/smsdesk/sinch/signature/signatures.tsv, first line: made with openssl
        byte[] body = resource("/dev/smsdesk/sinch/signature/sms-recipient-delivered.json");
        endpoint.secrets.set(Channel.SMS, List.of(Secret.of("only", "own-sms-secret")));
        endpoint.side.clock.set(Instant.ofEpochSecond(1795508131));
        assertEquals(Answer.KEPT, endpoint.post(Channel.SMS, new ByteArrayInputStream(body), Map.of(
            "x-sinch-webhook-signature", "IijEPfU7iVtKKONF8wbnhqA2hdPzmzLzXuvnNxpXelM=",
            "x-sinch-webhook-signature-algorithm", "HmacSHA256", "x-sinch-webhook-signature-nonce", "01K9SMSDESKNONCE0000000001",
            "x-sinch-webhook-signature-timestamp", "1795508131")));
        Callbacks.StoredCallback row = endpoint.kept().get(0);
        assertArrayEquals(body, endpoint.side.callbacks.body(row.id()).orElseThrow());
        assertEquals(HexFormat.of().formatHex(Sha256.of(body)), row.sha256());
        assertEquals("01K9SMSDESKNONCE0000000001", row.nonce());
        assertEquals(Instant.ofEpochSecond(1795508131), row.signedAt());
    }

    @Test
    void theOldSecretIsGoodWhileItLivesAndTheCallbackSaysWhichOneFitted() {
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT, OLD));
        assertEquals(Answer.KEPT, endpoint.post(Channel.SMS, BODY, OLD));
        assertEquals("old", endpoint.kept().get(0).secretName());
    }

    @Test
    void theOldSecretIsRefusedAfterItsEnd() {
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT, OLD));
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT));
        assertEquals(Answer.refused(401, "signature-refused"), endpoint.post(Channel.SMS, BODY, OLD));
        assertNothingKept(MISMATCH, 401);
    }

    @Test
    void theOtherPathsSecretIsNotGoodHere() {
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT));
        endpoint.secrets.set(Channel.CONVERSATION, List.of(OTHER_PATH));
        assertEquals(Answer.refused(401, "signature-refused"), endpoint.post(Channel.SMS, BODY, OTHER_PATH));
        assertNothingKept(MISMATCH, 401);
    }

    @Test
    void withoutAnySecretNothingIsBelievedAndNothingRefusedForGood() {
        endpoint.secrets.set(Channel.CONVERSATION, List.of(OTHER_PATH));
        assertEquals(new Answer(503, "callbacks-off", "30"), endpoint.post(Channel.SMS, BODY, CURRENT));
        Refusal refusal = assertNothingKept(NO_SECRET, 503);
        assertNull(refusal.sha256(), "the body was not even read");
    }

    @Test
    void theEmptyKeyIsNoSecret() {
        InputStream nothing = InputStream.nullInputStream();
        Map<String, String> signedWithNothing = Map.of("x-sinch-webhook-signature", "jRQ82c/MNlk0byYRW4NKaC8XzefReOTSlqcdAjbnhUg=",
            "x-sinch-webhook-signature-algorithm", "HmacSHA256", "x-sinch-webhook-signature-nonce", "n",
            "x-sinch-webhook-signature-timestamp", "1795508131");
        assertEquals(503, endpoint.post(Channel.SMS, nothing, signedWithNothing).status());
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT));
        assertEquals(401, endpoint.post(Channel.SMS, nothing, signedWithNothing).status());
        assertEquals(List.of(), endpoint.kept());
    }

    @ParameterizedTest
    @CsvSource({"PT4M", "PT47H", "PT48H", "-PT5M"})
    void oldOrSlightlyAheadIsFine(Duration age) {
        assertEquals(Answer.KEPT, postAged(age, CURRENT));
        assertEquals(1, endpoint.kept().size());
    }

    @ParameterizedTest
    @CsvSource({"PT48H1S", "PT49H", "P400D"})
    void tooOldIsRefusedForGoodAndAlarming(Duration age) {
        assertEquals(Answer.refused(401, "signature-refused"), postAged(age, CURRENT));
        assertTrue(assertNothingKept(STALE, 401).reason().isAlarming());
    }

    @ParameterizedTest
    @CsvSource({"-PT5M1S", "-PT10M", "-P400D"})
    void aheadOfOurClockIsOurFaultAndMayComeAgain(Duration age) {
        assertEquals(new Answer(503, "clock-behind", "30"), postAged(age, CURRENT));
        assertTrue(assertNothingKept(AHEAD, 503).reason().isAlarming());
    }

    @ParameterizedTest
    @CsvSource({"PT49H", "-PT10M"})
    void outsideTheWindowAndFalselySignedIsJustFalse(Duration age) {
        assertEquals(Answer.refused(401, "signature-refused"), postAged(age, OLD));
        assertNothingKept(MISMATCH, 401);
    }

    @Test
    void aBodyThatBreaksOffIsNotKeptAndAskedForAgain() {
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Unexpected EOF");
            }
        };
        assertEquals(new Answer(503, "body-broken", "30"),
            endpoint.post(Channel.SMS, broken, Endpoint.headers(CURRENT, BODY, "n", endpoint.side.clock.instant())));
        assertEquals(List.of(), endpoint.kept());
    }

    private Answer postAged(Duration age, Secret signedWith) {
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT));
        return endpoint.post(Channel.SMS, new ByteArrayInputStream(BODY),
            Endpoint.headers(signedWith, BODY, "n", endpoint.side.clock.instant().minus(age)));
    }

    private Refusal assertNothingKept(RefusalReason why, int answered) {
        assertEquals(List.of(), endpoint.kept());
        List<Refusal> all = endpoint.refused(1);
        assertEquals(1, all.size());
        assertEquals(why, all.get(0).reason());
        assertEquals(answered, all.get(0).status());
        assertEquals("203.0.113.0", all.get(0).address());
        assertEquals("signature algorithm nonce timestamp", all.get(0).headers());
        return all.get(0);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = SecretsAndTimeTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
