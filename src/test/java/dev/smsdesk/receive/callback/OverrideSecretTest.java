package dev.smsdesk.receive.callback;

import static dev.smsdesk.receive.callback.Bodies.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.doctor.Cause;
import dev.smsdesk.doctor.Finding;
import dev.smsdesk.receive.callback.Endpoint.Answer;
import dev.smsdesk.sinch.signature.Secret;
import dev.smsdesk.store.Concurrently;
import dev.smsdesk.trust.KnownSecret;
import dev.smsdesk.trust.Slot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The override secret verifies receipts of messages with their own callback_url, on its path alone")
class OverrideSecretTest {
    private static final KnownSecret CURRENT = KnownSecret.ofSetting(Channel.CONVERSATION, Slot.CURRENT, "SINCH_WEBHOOK_SECRET",
        "the secret of today");
    private static final KnownSecret SMS = KnownSecret.ofSetting(Channel.SMS, Slot.CURRENT, "SINCH_WEBHOOK_SECRET", "the secret of today");
    private static final KnownSecret OVERRIDE = KnownSecret.ofSetting(Channel.CONVERSATION, Slot.OVERRIDE,
        "SMSDESK_CONVERSATION_OVERRIDE_SECRET", "the override secret");
    private static final Secret SIGNER = Secret.of("sender's", "the override secret");
    private static final byte[] RECEIPT =
        utf8("{\"app_id\":\"1\",\"message_delivery_report\":{\"message_id\":\"2\",\"status\":\"DELIVERED\"}}");
    private final Endpoint endpoint = new Endpoint();

    @AfterEach
    void close() {
        endpoint.close();
    }

    @Test
    void whereItIsSetItIs200AndTheCallbackTellsByWhichSecret() {
        endpoint.know(CURRENT, OVERRIDE, SMS);
        assertEquals(Answer.KEPT, endpoint.post(Channel.CONVERSATION, RECEIPT, SIGNER));
        assertEquals("SMSDESK_CONVERSATION_OVERRIDE_SECRET", endpoint.kept().get(0).secretName());
        assertEquals(Answer.KEPT, endpoint.post(Channel.CONVERSATION, utf8("{\"message\":{}}"), CURRENT.secret()),
            "the current one is believed beside it");
    }

    @Test
    void onTheOtherPathItIs401AndCalledByItsName() {
        endpoint.know(CURRENT, OVERRIDE, SMS);
        assertEquals(Answer.refused(401, "signature-refused"), endpoint.post(Channel.SMS, RECEIPT, SIGNER));
        assertFound(new Finding(Cause.OTHER_PATH, "SMSDESK_CONVERSATION_OVERRIDE_SECRET"));
        assertEquals(List.of(), endpoint.kept());
    }

    @Test
    void whereItIsNotSetItIs401WithTheHintAndInAWindow503() {
        endpoint.know(CURRENT, SMS);
        assertEquals(Answer.refused(401, "signature-refused"), endpoint.post(Channel.CONVERSATION, RECEIPT, SIGNER));
        assertFound(new Finding(Cause.PERHAPS_OVERRIDE, ""));
        endpoint.openWindow(Duration.ofHours(1));
        assertEquals(new Answer(503, "secrets-changing", "30"), endpoint.post(Channel.CONVERSATION, RECEIPT, SIGNER));
        assertEquals(List.of(), endpoint.kept());
    }

    private void assertFound(Finding finding) {
        assertTrue(Concurrently.eventually(() -> finding.equals(endpoint.refused(1).get(0).finding())),
            () -> endpoint.refused(1).toString());
    }
}
