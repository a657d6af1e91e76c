package dev.smsdesk.receive.callback;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.receive.callback.Endpoint.Answer;
import dev.smsdesk.receive.refusal.Refusal;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.sinch.signature.Signature;
import dev.smsdesk.store.Concurrently;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("During a rotation an unknown signature is answered 503; every other refusal stays the same")
class RotationTest {
    private static final Secret CURRENT = Secret.of("current", "the secret of today");
    private static final Secret OLD = Secret.of("old", "the secret of yesterday");
    private static final byte[] BODY =
        utf8("{\"type\":\"mo_text\",\"id\":\"1\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"hi\"}");
    private static final Answer LATER = new Answer(503, "secrets-changing", "30");
    private final Endpoint endpoint = new Endpoint();

    @BeforeEach
    void oneSecret() {
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void theOldSecretAfterItsEndIs401AndInsideAWindow503AndBothAreOnRecord() {
        assertEquals(401, endpoint.post(Channel.SMS, BODY, OLD).status());
        endpoint.openWindow(Duration.ofHours(1));
        assertEquals(LATER, endpoint.post(Channel.SMS, BODY, OLD));
        endpoint.side.clock.pass(Duration.ofHours(1));
        assertEquals(Answer.refused(401, "signature-refused"), endpoint.post(Channel.SMS, BODY, OLD));
        List<Refusal> refused = endpoint.refused(3);
        assertEquals(List.of(401, 503, 401), refused.stream().map(Refusal::status).toList());
        assertTrue(refused.stream().allMatch(refusal -> refusal.reason() == RefusalReason.MISMATCH));
        assertEquals(List.of(), endpoint.kept());
    }

    @Test
    void closedEarlyItIs401AtOnce() {
        endpoint.openWindow(Duration.ofHours(24));
        assertEquals(LATER, endpoint.post(Channel.SMS, BODY, OLD));
        endpoint.closeWindow();
        assertEquals(401, endpoint.post(Channel.SMS, BODY, OLD).status());
    }

    @Test
    void whatTrulyFitsIsKeptInsideTheWindowToo() {
        endpoint.openWindow(Duration.ofHours(1));
        assertEquals(Answer.KEPT, endpoint.post(Channel.SMS, BODY, CURRENT));
        assertEquals("current", endpoint.kept().get(0).secretName());
    }

    @ParameterizedTest
    @CsvSource({"NOT_SIGNED, signature algorithm nonce timestamp, ", "HEADER_MISSING, nonce, ", "WRONG_ALGORITHM, , HmacMD5",
        "MALFORMED_SIGNATURE, , zz", "MALFORMED_NONCE, , a.b", "MALFORMED_TIMESTAMP, , tomorrow"})
    void whatNoSecretCouldHealIs401InsideTheWindowToo(RefusalReason reason, String without, String value) {
        endpoint.openWindow(Duration.ofHours(1));
        Map<String, String> headers = new LinkedHashMap<>(Endpoint.headers(CURRENT, BODY, "n", endpoint.side.clock.instant()));
        if (without != null) {
            for (String name : without.split(" ")) {
                headers.remove(name.equals("signature") ? Signature.HEADER : Signature.HEADER + "-" + name);
            }
        } else {
            headers.put(Map.of(RefusalReason.WRONG_ALGORITHM, Signature.ALGORITHM_HEADER,
                RefusalReason.MALFORMED_SIGNATURE, Signature.HEADER, RefusalReason.MALFORMED_NONCE, Signature.NONCE_HEADER,
                RefusalReason.MALFORMED_TIMESTAMP, Signature.TIMESTAMP_HEADER).get(reason), value);
        }
        assertEquals(Answer.refused(401, "signature-refused"), endpoint.post(Channel.SMS, new ByteArrayInputStream(BODY), headers));
        assertEquals(reason, endpoint.refused(1).get(0).reason());
    }

    @Test
    void whatIsTrulySignedAndTooOldIs401InsideTheWindowToo() {
        endpoint.openWindow(Duration.ofHours(1));
        Instant old = endpoint.side.clock.instant().minus(Duration.ofHours(49));
        assertEquals(401, endpoint.post(Channel.SMS, new ByteArrayInputStream(BODY), Endpoint.headers(CURRENT, BODY, "n", old)).status());
        assertEquals(RefusalReason.STALE, endpoint.refused(1).get(0).reason());
    }

    @Test
    void bothSecretsAreCountedByThemselvesAndOurOwnTestsAreNot() {
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT, OLD));
        endpoint.hits.start(new byte[] {1});
        assertEquals(Answer.KEPT, endpoint.post(Channel.SMS, BODY, OLD));
        assertEquals(Answer.KEPT, endpoint.post(Channel.SMS, BODY, OLD));
        assertEquals(Answer.KEPT, endpoint.post(Channel.SMS, utf8("{\"other\":1}"), CURRENT));
        assertEquals(Answer.KEPT, endpoint.post(Channel.SMS, utf8("{\"type\":\"smsdesk_self_test\",\"id\":\"1\"}"), CURRENT));
        assertTrue(Concurrently.eventually(() -> endpoint.side.db.number("select coalesce(sum(hits), 0) from secret_use") == 3));
        assertEquals(2, endpoint.side.db.number("select max(hits) from secret_use"));
        assertEquals(1, endpoint.side.db.number("select min(hits) from secret_use"));
    }

    @Test
    void aTrulySignedOneThatCameTooLateCountsAsUseOfItsSecret() {
        endpoint.hits.start(new byte[] {1});
        endpoint.post(Channel.SMS, new ByteArrayInputStream(BODY),
            Endpoint.headers(CURRENT, BODY, "n", endpoint.side.clock.instant().minus(Duration.ofHours(60))));
        assertTrue(Concurrently.eventually(() -> endpoint.side.db.number("select coalesce(sum(hits), 0) from secret_use") == 1));
    }
}
