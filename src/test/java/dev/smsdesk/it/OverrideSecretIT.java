package dev.smsdesk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The override secret verifies receipts of messages with their own callback_url, on the Conversation path alone")
class OverrideSecretIT extends ContainerTest {
    private static final String OVERRIDE = System.getProperty("SMSDESK_CONVERSATION_OVERRIDE_SECRET");
    private final byte[] receipt = RefusalRecords.unique("""
        {"app_id":"01APP","message_delivery_report":{"message_id":"01OVERRIDE","status":"DELIVERED",\
        "channel_identity":{"channel":"SMS","identity":"46701239700"}}}""");

    @Test
    void onItsPathItIs200AndKept() {
        assertEquals(200, signed("/api/callbacks/conversation", receipt, OVERRIDE).send().statusCode());
        new KeptCallbacks().settled(receipt);
        byte[] other = (new String(receipt, UTF_8) + " ").getBytes(UTF_8);
        assertEquals(200, signed("/api/callbacks/conversation", other, SinchPost.SECRET).send().statusCode(),
            "the current secret is believed beside it");
    }

    @Test
    void onTheOtherPathAndChangedItIs401AndNotKept() {
        ForgeryIT.assertRefused(signed("/api/callbacks/sms", receipt, OVERRIDE).send());
        ForgeryIT.assertRefused(signed("/api/callbacks/conversation", receipt, OVERRIDE)
            .body((new String(receipt, UTF_8) + " ").getBytes(UTF_8)).send());
        new KeptCallbacks().assertNothing(receipt);
    }

    private static SinchPost signed(String path, byte[] body, String secret) {
        return SinchPost.signed(path, body, secret, UUID.randomUUID().toString(), Instant.now());
    }
}
