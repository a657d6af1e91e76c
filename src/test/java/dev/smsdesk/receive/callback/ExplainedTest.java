package dev.smsdesk.receive.callback;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.doctor.Cause;
import dev.smsdesk.doctor.Finding;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Concurrently;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each refusal gets its finding soon after the answer")
class ExplainedTest {
    private static final Secret CURRENT = Secret.of("current", "the secret of today");
    private static final Secret OTHER_PATH = Secret.of("of the other path", "another");
    private static final byte[] BODY =
        utf8("{\"type\":\"mo_text\",\"id\":\"1\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"hi\"}");
    private final Endpoint endpoint = new Endpoint();

    @BeforeEach
    void secrets() {
        endpoint.secrets.set(Channel.SMS, List.of(CURRENT));
        endpoint.secrets.set(Channel.CONVERSATION, List.of(OTHER_PATH));
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void aBodyThatWasChangedOnTheWay() {
        assertEquals(401, post(utf8(new String(BODY) + "\n"), Endpoint.headers(CURRENT, BODY, "n", endpoint.side.clock.instant())));
        assertFound(new Finding(Cause.BODY_RESERIALISED, "blank-added-at-end"));
    }

    @Test
    void theOtherPathsSecretIsNamed() {
        assertEquals(401, endpoint.post(Channel.SMS, BODY, OTHER_PATH).status());
        assertFound(new Finding(Cause.OTHER_PATH, "of the other path"));
    }

    @Test
    void whatHadNoHeaders() {
        assertEquals(401, post(BODY, Map.of()));
        assertFound(new Finding(Cause.SIGNING_OFF, ""));
    }

    @Test
    void whatCameTooLateAndTooEarly() {
        assertEquals(401, post(BODY, Endpoint.headers(CURRENT, BODY, "n", endpoint.side.clock.instant().minus(Duration.ofHours(49)))));
        assertFound(new Finding(Cause.STALE, "PT49H"));
        assertEquals(503, post(BODY, Endpoint.headers(CURRENT, BODY, "n", endpoint.side.clock.instant().plus(Duration.ofHours(2)))));
        assertTrue(Concurrently.eventually(() -> endpoint.refused(2).stream().anyMatch(r -> new Finding(Cause.CLOCK_BEHIND, "PT2H")
            .equals(r.finding()))));
    }

    @Test
    void whatCouldNotBeVerifiedOrWasTooLarge() {
        assertEquals(413, post(new byte[(1 << 20) + 1], Map.of()));
        assertFound(new Finding(Cause.TOO_LARGE, ""));
        endpoint.secrets.set(Channel.SMS, List.of());
        assertEquals(503, post(BODY, Map.of()));
        assertTrue(Concurrently.eventually(() -> endpoint.refused(2).stream()
            .anyMatch(r -> new Finding(Cause.NO_SECRET, "").equals(r.finding()))));
    }

    private int post(byte[] body, Map<String, String> headers) {
        return endpoint.post(Channel.SMS, new ByteArrayInputStream(body), headers).status();
    }

    private void assertFound(Finding finding) {
        endpoint.refused(1);
        assertTrue(Concurrently.eventually(() -> endpoint.refused(1).get(0).finding() != null));
        assertEquals(finding, endpoint.refused(1).get(0).finding());
        assertEquals(finding, endpoint.refusals.one(endpoint.refused(1).get(0).id()).orElseThrow().finding());
    }
}
