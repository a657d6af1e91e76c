package dev.smsdesk.sinch.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SetupAnswer.Works;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusApi.InboundTexts;
import dev.smsdesk.sinch.signature.SharedNotes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sinch's own samples of the Conversation API are read correctly, and requests have their shape")
class ConversationFixturesTest {

    @Test
    void anAcceptedMessage() throws IOException {
        String answer = text("messages/response/SendMessageResponseDto.json");
        try (ConversationServer sinch = new ConversationServer().answer(200, answer); ConversationApi api = sinch.api()) {
            assertEquals(new Accepted("message id", Instant.parse("2024-06-18T12:34:56Z")), api.send(ConversationServer.MESSAGE));
        }
    }

    @Test
    void everyMemberOfOurMessageIsOneOfTheirsWithTheSameType() throws IOException {
        JsonNode theirs = SharedNotes.json("fixtures/conversation/messages/request/SendTextMessageRequestDto.json");
        JsonNode ours = new ObjectMapper().readTree(ConversationMessage.json(ConversationServer.MESSAGE, "app-1", 10, true));
        ours.fields().forEachRemaining(member -> {
            assertTrue(theirs.has(member.getKey()), member.getKey());
            assertEquals(theirs.get(member.getKey()).getNodeType(), member.getValue().getNodeType(), member.getKey());
        });
        assertTrue(theirs.at("/message/text_message/text").isTextual());
    }

    @Test
    void theApp() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200, text("apps/AppResponseDto.json"));
            ConversationApi api = sinch.api()) {
            assertEquals(new Works<>(new AppInfo("an app id", "Brazil App", "DISPATCH", 200, 20, 0, null, null, true)), api.setup().app());
        }
    }

    @Test
    void webhooks() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200,
            text("eventdestinations/response/EventDestinationsListResponseDto.json"));
             ConversationApi api = sinch.api()) {
            assertEquals(new Works<>(List.of(new Webhook("a webhook id", "https://fake.url/ConversationEvent", "HTTP",
                List.of("CAPABILITY", "CHANNEL_EVENT", "CONTACT_CREATE", "UNSUPPORTED"), true, true))), api.setup().webhooks());
        }
    }

    @Test
    void everyMemberOfOurWebhookIsOneOfTheirs() throws IOException {
        JsonNode theirs = SharedNotes.json("fixtures/conversation/eventdestinations/request/EventDestinationRequestDto.json");
        try (ConversationServer sinch = new ConversationServer().answer(200, "{\"id\":\"W\"}"); ConversationApi api = sinch.api()) {
            api.setup().create("https://desk.example/", List.of("OPT_IN"), "secret");
            new ObjectMapper().readTree(sinch.requests.get(0).split("\n")[3]).fields().forEachRemaining(member -> {
                assertTrue(theirs.has(member.getKey()), member.getKey());
                assertEquals(theirs.get(member.getKey()).getNodeType(), member.getValue().getNodeType(), member.getKey());
            });
        }
    }

    @Test
    void inboundMessagesOnTwoPages() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200, "{\"id\":\"app-1\",\"processing_mode\":\"CONVERSATION\"}")
                .answer(200, text("messages/response/MessagesListResponse-page-0.json"))
                    .answer(200, text("messages/response/MessagesListResponse-page-0.json"))
                .answer(200, text("messages/response/MessagesListResponse-page-1.json")); ConversationApi api = sinch.api()) {
            assertEquals("Test2 12345678901 Fake ID 2024-02-22T07:40:46Z", inbound(api, 0));
            assertEquals("Test 12345678901 Fake ID 2024-02-22T07:37:32Z", inbound(api, 1));
        }
    }

    private static String inbound(ConversationApi api, int page) {
        InboundTexts found = ((Found<InboundTexts>) api.informant().inbounds(Instant.EPOCH, Instant.EPOCH, page)).what();
        return String.join("\n", found.texts().stream().map(one -> one.text() + " " + one.from() + " " + one.to() + " " + one.receivedAt())
            .toList());
    }

    private static String text(String file) throws IOException {
        return new String(SharedNotes.bytes("fixtures/conversation/" + file), StandardCharsets.UTF_8);
    }
}
