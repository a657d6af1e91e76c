package dev.smsdesk.receive.callback;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.smsdesk.account.Channel;
import dev.smsdesk.receive.answer.RefusalReason;
import dev.smsdesk.receive.callback.Endpoint.Answer;
import dev.smsdesk.receive.inbox.Callbacks;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.trust.BasicPassword;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("If the settings say so, an unsigned callback of the SMS API is accepted by user and password, and marked")
class BasicModeTest {
    private static final Secret SECRET = Secret.of("current", "the secret of today");
    private static final byte[] BODY =
        utf8("{\"type\":\"mo_text\",\"id\":\"1\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"hi\"}");
    private static final Answer REFUSED = Answer.refused(401, "password-refused");
    private static final String RIGHT = "Basic " + Base64.getEncoder()
        .encodeToString("sinch:correct horse 1".getBytes(StandardCharsets.UTF_8));
    private final Endpoint endpoint = new Endpoint();

    @BeforeEach
    void switchedOn() {
        endpoint.secrets.set(Channel.SMS, new BasicPassword("sinch", "correct horse 1"));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void userAndPasswordAreEnoughAndTheCallbackSaysSo() {
        assertEquals(Answer.KEPT, post(Channel.SMS, Map.of("Authorization", RIGHT)));
        Callbacks.StoredCallback row = endpoint.kept().get(0);
        assertEquals(BasicPassword.NAME, row.secretName());
        assertNull(row.nonce());
        assertNull(row.signedAt());
        assertEquals(Answer.KEPT, post(Channel.SMS, Map.of("Authorization", RIGHT)));
        assertEquals(2, endpoint.kept().get(0).seen(), "the same body is the same callback");
    }

    @ParameterizedTest
    @CsvSource({"sinch:wrong horse 1", "other:correct horse 1", "other:wrong", "sinch", ":"})
    void wrongUserOrPasswordOrBothAre401AndNothingIsStored(String pair) {
        assertEquals(REFUSED, post(Channel.SMS,
            Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))));
        assertEquals(List.of(), endpoint.kept());
        assertEquals(RefusalReason.BASIC_REFUSED, endpoint.refused(1).get(0).reason());
    }

    @Test
    void withoutAnythingItIs401() {
        assertEquals(REFUSED, post(Channel.SMS, Map.of()));
        assertEquals(RefusalReason.BASIC_MISSING, endpoint.refused(1).get(0).reason());
    }

    @Test
    void aWrongSignatureNeverFallsBackToThePassword() {
        endpoint.secrets.set(Channel.SMS, List.of(SECRET));
        Map<String, String> headers = new LinkedHashMap<>(Endpoint.headers(Secret.of("x", "another"), BODY, "n",
            endpoint.side.clock.instant()));
        headers.put("Authorization", RIGHT);
        assertEquals(Answer.refused(401, "signature-refused"), post(Channel.SMS, headers));
        headers.keySet().retainAll(List.of("Authorization", "x-sinch-webhook-signature-nonce"));
        assertEquals(Answer.refused(401, "signature-refused"), post(Channel.SMS, headers), "one signature header is enough");
        assertEquals(List.of(), endpoint.kept());
    }

    @Test
    void aRightSignatureCountsWithAnyPassword() {
        endpoint.secrets.set(Channel.SMS, List.of(SECRET));
        Map<String, String> headers = new LinkedHashMap<>(Endpoint.headers(SECRET, BODY, "n", endpoint.side.clock.instant()));
        headers.put("Authorization", "Basic d3Jvbmc6d3Jvbmc=");
        assertEquals(Answer.KEPT, post(Channel.SMS, headers));
        assertEquals("current", endpoint.kept().get(0).secretName());
    }

    @Test
    void aSignedOneWithoutASecretComesAgain() {
        assertEquals(new Answer(503, "callbacks-off", "30"),
            post(Channel.SMS, Endpoint.headers(SECRET, BODY, "n", endpoint.side.clock.instant())));
        assertEquals(RefusalReason.NO_SECRET, endpoint.refused(1).get(0).reason());
    }

    @Test
    void theOtherPathKnowsNoPassword() {
        endpoint.secrets.set(Channel.CONVERSATION, List.of(SECRET));
        assertEquals(Answer.refused(401, "signature-refused"), post(Channel.CONVERSATION, Map.of("Authorization", RIGHT)));
        assertEquals(RefusalReason.NOT_SIGNED, endpoint.refused(1).get(0).reason());
    }

    @Test
    void withoutTheSettingThePasswordIsNoProof() {
        try (Endpoint other = new Endpoint()) {
            other.secrets.set(Channel.SMS, List.of(SECRET));
            assertEquals(Answer.refused(401, "signature-refused"), other.post(Channel.SMS, new ByteArrayInputStream(BODY),
                Map.of("Authorization", RIGHT)));
        }
    }

    @Test
    void inARotationWindowAWrongPasswordComesAgainAndAMissingOneDoesNot() {
        endpoint.openWindow(Duration.ofHours(1));
        assertEquals(new Answer(503, "secrets-changing", "30"), post(Channel.SMS, Map.of("Authorization", "Basic d3Jvbmc6d3Jvbmc=")));
        assertEquals(REFUSED, post(Channel.SMS, Map.of()));
    }

    private Answer post(Channel channel, Map<String, String> headers) {
        return endpoint.post(channel, new ByteArrayInputStream(BODY), headers);
    }
}
