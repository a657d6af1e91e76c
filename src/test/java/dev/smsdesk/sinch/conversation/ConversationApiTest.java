package dev.smsdesk.sinch.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smsdesk.account.Credentials;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A message goes out as Sinch documents messages:send, under a token of the project's key")
class ConversationApiTest {
    private static final String BODY =
        "{\"app_id\":\"app-1\",\"recipient\":{\"identified_by\":{\"channel_identities\":[{\"channel\":\"SMS\","
        + "\"identity\":\"+46701234567\"}]}},\"message\":{\"text_message\":{\"text\":\"Hej \\\"du\\\" "
            + "🚣\"}},\"channel_priority_order\":[\"SMS\"],"
        + "\"channel_properties\":{\"SMS_SENDER\":\"Desk\",\"SMS_MAX_NUMBER_OF_MESSAGE_PARTS\":\"10\"},\"message_metadata\":\"01K9\","
        + "\"queue\":\"NORMAL_PRIORITY\",\"message_content_type\":\"CONTENT_MARKETING\"";

    @Test
    void everyByteOfBothRequests() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api()) {
            assertEquals(new Accepted("M1", Instant.parse("2026-11-29T08:00:01.500Z")), api.send(ConversationServer.MESSAGE));
            assertEquals(List.of("POST /oauth2/token\nBasic "
                + "a2V5LTE6a2V5LXNlY3JldA==\napplication/x-www-form-urlencoded\ngrant_type=client_credentials"),
                sinch.tokenRequests);
            assertEquals(List.of("POST /v1/projects/project-1/messages:send\nBearer t1\napplication/json\n" + BODY + "}"), sinch.requests);
        }
    }

    @Test
    void whatAPersonWaitsForIsANotificationInTheQueueThatGoesFirst() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api()) {
            OutgoingMessage marketing = ConversationServer.MESSAGE;
            api.send(new OutgoingMessage(marketing.to(), marketing.from(), marketing.text(), marketing.callbackUrl(), marketing.reference(),
                false));
            assertEquals(BODY.replace("NORMAL_PRIORITY", "HIGH_PRIORITY").replace("CONTENT_MARKETING", "CONTENT_NOTIFICATION") + "}",
                sinch.requests.get(0).split("\n")[3]);
        }
    }

    @Test
    void theCallbackUrlIsSentOnlyWhereItsSecretIsKnown() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api(Clock.systemUTC(), true)) {
            api.send(ConversationServer.MESSAGE);
            assertEquals(BODY + ",\"callback_url\":\"https://desk.example/api/callbacks/conversation\"}",
                sinch.requests.get(0).split("\n")[3]);
        }
    }

    @Test
    void oneTokenServesAllMessages() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api()) {
            for (int i = 1; i <= 3; i++) {
                assertEquals(new Accepted("M" + i, Instant.parse("2026-11-29T08:00:01.500Z")), api.send(ConversationServer.MESSAGE));
            }
            assertEquals(1, sinch.tokenRequests.size());
        }
    }

    @Test
    void aMessageHasOneRecipient() throws IOException {
        try (ConversationServer sinch = new ConversationServer(); ConversationApi api = sinch.api()) {
            assertEquals(1, api.mostRecipients());
            OutgoingMessage two = new OutgoingMessage(List.of("+46701234567", "+46701234568"), "Desk", "x",
                URI.create("https://desk.example/"), "01K9");
            assertThrows(IllegalArgumentException.class, () -> api.send(two));
            assertEquals(List.of(), sinch.requests);
        }
    }

    @Test
    void idsAndKeysThatCouldNotBeSentAreRefusedWithoutShowingThem() {
        for (Credentials.App wrong : List.of(new Credentials.App("../x", "key", "secret", "app"),
            new Credentials.App("project", "key", "secret", "app/1"),
            new Credentials.App("project", "k:ey", "secret", "app"), new Credentials.App("project", "key", "sec ret", "app"))) {
            URI base = URI.create("http://127.0.0.1:1");
            String said = assertThrows(IllegalArgumentException.class, () -> new ConversationApp(base, base, wrong, 10, () -> false))
                .getMessage();
            assertEquals(List.of(), List.of("sec ret", "k:ey", "../x", "app/1").stream().filter(said::contains).toList());
        }
    }
}
