package dev.smsdesk.sinch.conversation;

import static dev.smsdesk.sinch.conversation.ConversationServer.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.call.Sender.Sent;
import dev.smsdesk.sinch.call.Sender.SentQuery;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Failed;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusAnswer.Later;
import dev.smsdesk.sinch.call.StatusAnswer.NotKnown;
import dev.smsdesk.sinch.call.StatusAnswer.NothingKept;
import dev.smsdesk.sinch.call.StatusAnswer.Unauthorised;
import dev.smsdesk.sinch.call.StatusApi.InboundTexts;
import dev.smsdesk.sinch.callback.Callback.Inbound;
import dev.smsdesk.sinch.callback.Callback.RecipientReport;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.sinch.conversation.ConversationServer.Said;
import dev.smsdesk.store.MutableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sinch is asked for messages that the app keeps; if it keeps none, it is not asked and the answer says so")
class ConversationReadingTest {
    private static final String CONVERSATION = "{\"id\":\"app-1\",\"processing_mode\":\"CONVERSATION\"}";
    private static final String DISPATCH =
        "{\"id\":\"app-1\",\"processing_mode\":\"DISPATCH\",\"dispatch_retention_policy\":{\"ttl_days\":DAYS}}";
    private static final SentQuery QUERY = new SentQuery("01K9", "46701234567", NOW.minusSeconds(90), NOW);
    private final MutableClock clock = new MutableClock(NOW);
    private ConversationServer sinch;
    private ConversationApi api;

    @BeforeEach
    void start() throws IOException {
        sinch = new ConversationServer();
        api = sinch.api(clock, false);
    }

    @AfterEach
    void stop() {
        api.close();
        sinch.close();
    }

    @Test
    void aMessageIsLookedForByNumberAndTime() {
        sinch.answer(200, CONVERSATION).answer(200, """
            {"messages":[
              {"id":"M1","direction":"TO_CONTACT","app_message":{"text_message":{"text":"Hej"}},"channel_identity":{"channel":"SMS",\
            "identity":"46701234567"},
               "accept_time":"2026-11-29T07:59:30Z","metadata":"01K9","processing_mode":"CONVERSATION"},
              {"id":"M2","direction":"TO_CONTACT","app_message":{"card_message":{}},"channel_identity":{"channel":"SMS",\
            "identity":"+46701234567"},"metadata":""},
              {"id":"M3","direction":"TO_CONTACT","metadata":"another","channel_identity":{"identity":"46701234567"}},
              {"id":"M4","direction":"TO_APP","channel_identity":{"identity":"46701234567"}},
              {"id":"M5","direction":"TO_CONTACT","channel_identity":{"identity":"46709999999"}}],"next_page_token":""}""");
        assertEquals(new Found<>(List.of(new Sent("M1", NOW.minusSeconds(30), "Hej", "01K9"), new Sent("M2", null, null, null))),
            api.find(QUERY));
        assertEquals(List.of("GET /v1/projects/project-1/apps/app-1",
            "GET /v1/projects/project-1/messages?app_id=app-1&channel=SMS&direction=TO_CONTACT"
            + "&messages_source=CONVERSATION_SOURCE&page_size=100&start_time=2026-11-29T07%3A58%3A30Z&end_time=2026-11-29T08%3A00%3A00Z"
            + "&channel_identity=46701234567&view=WITH_METADATA"), lines());
    }

    @Test
    void allPagesAreRead() {
        sinch.answer(200, CONVERSATION).answer(200, "{\"messages\":[{\"id\":\"M1\"}],\"next_page_token\":\"a+b/c=\"}")
            .answer(200, "{\"messages\":[{\"id\":\"M2\"}]}");
        assertEquals(new Found<>(List.of(new Sent("M1", null, null, null), new Sent("M2", null, null, null))), api.find(QUERY));
        assertTrue(lines().get(2).endsWith("&page_token=a%2Bb%2Fc%3D"), lines().get(2));
    }

    @Test
    void aListWithoutEndIsGivenUp() {
        sinch.answer(200, CONVERSATION);
        for (int i = 0; i < 10; i++) {
            sinch.answer(200, "{\"messages\":[],\"next_page_token\":\"more\"}");
        }
        assertEquals(new Failed<>("too-many-listed:1000"), api.find(QUERY));
    }

    @Test
    void nothingThereIsFoundAsNothing() {
        sinch.answer(200, DISPATCH.replace("DAYS", "7")).answer(200, "{}");
        assertEquals(new Found<>(List.of()), api.find(QUERY));
        assertTrue(lines().get(1).contains("&messages_source=DISPATCH_SOURCE&"), lines().get(1));
    }

    @Test
    void inDispatchModeWithoutRetentionNothingIsAskedAndTheAnswerSaysSo() {
        sinch.answer(200, DISPATCH.replace("DAYS", "0"));
        String why = "app-keeps-nothing";
        assertEquals(new NothingKept<>(why), api.find(QUERY));
        assertEquals(new NothingKept<>(why), api.informant().report("M1"));
        assertEquals(new NothingKept<>(why), api.informant().inbounds(NOW, NOW, 0));
        assertEquals(List.of("GET /v1/projects/project-1/apps/app-1"), lines());
    }

    @Test
    void whatTheAppKeepsIsReadAgainAfterTenMinutes() {
        sinch.answer(200, DISPATCH.replace("DAYS", "0"));
        assertInstanceOf(NothingKept.class, api.find(QUERY));
        clock.pass(Duration.ofMinutes(10));
        sinch.answer(200, CONVERSATION).answer(200, "{}");
        assertEquals(new Found<>(List.of()), api.find(QUERY));
    }

    @Test
    void aMessageSaysItsStatusWhereTheAppKeepsIt() {
        sinch.answer(200, CONVERSATION)
            .answer(200, "{\"id\":\"M1\",\"message_status\":\"DELIVERED\",\"metadata\":\"01K9\","
            + "\"channel_identity\":{\"identity\":\"46701234567\"}}")
            .answer(200, "{\"id\":\"M1\",\"message_status\":{\"status\":\"FAILED\"}}")
                .answer(200, "{\"id\":\"M1\",\"message_status\":null}");
        assertEquals(new Found<>(new Reports(Channel.CONVERSATION, "M1", "01K9",
            List.of(new RecipientReport("46701234567", "DELIVERED", null, null, null, null, null)))),
            api.informant().report("M1"));
        assertEquals(new Found<>(new Reports(Channel.CONVERSATION, "M1", null,
            List.of(new RecipientReport(null, "FAILED", null, null, null, null, null)))),
            api.informant().report("M1", "46701234567"));
        assertEquals(new NothingKept<>("status-not-kept"), api.informant().report("../x"));
        assertEquals(List.of("GET /v1/projects/project-1/messages/M1?messages_source=CONVERSATION_SOURCE",
            "GET /v1/projects/project-1/messages/..%2Fx?messages_source=CONVERSATION_SOURCE"), List.of(lines().get(1), lines().get(3)));
    }

    @Test
    void inboundsComeByDateAndThePageCountEndsThem() {
        String first = """
            {"messages":[{"id":"I1","direction":"TO_APP","contact_message":{"text_message":{"text":"hej"}},\
            "channel_identity":{"channel":"SMS","identity":"46701234567"},
             "accept_time":"2026-11-29T07:00:00Z","sender_id":"12345"},{"id":"I2","contact_message":{"media_message":{}},\
            "channel_identity":{"identity":"46701"}}],
             "next_page_token":"t"}""";
        sinch.answer(200, CONVERSATION).answer(200, first).answer(200, first).answer(200, "{\"messages\":[]}");
        InboundTexts page = found(api.informant().inbounds(NOW.minusSeconds(60), NOW, 0));
        assertEquals(List.of(new Inbound(Channel.CONVERSATION, "I1", "46701234567", "12345", "hej", NOW.minusSeconds(3600), null, null)),
            page.texts());
        assertEquals(List.of("I2 46701 no-text-but:messages.contact_message.text_message:media_message"),
            page.strange().stream().map(one -> one.id() + " " + one.from() + " " + one.why()).toList());
        assertEquals(-1, page.count(), "not known before the last page");
        assertEquals(new InboundTexts(List.of(), List.of(), 100), found(api.informant().inbounds(NOW.minusSeconds(60), NOW, 1)));
        assertEquals("GET "
            + "/v1/projects/project-1/messages?app_id=app-1&channel=SMS&direction=TO_APP&messages_source=CONVERSATION_SOURCE&page_size=100"
            + "&start_time=2026-11-29T07%3A59%3A00Z&end_time=2026-11-29T08%3A00%3A00Z", lines().get(1));
        assertTrue(lines().get(3).endsWith("&page_token=t"), lines().get(3));
    }

    @Test
    void eachOtherAnswerHasOneMeaning() {
        sinch.answer(404, "");
        assertEquals(new Failed<>("app-unknown"), api.find(QUERY));
        sinch.answer(401, "{\"error\":{\"message\":\"No\"}}");
        assertEquals(new Unauthorised<>("No"), api.find(QUERY));
        sinch.answer(200, CONVERSATION).answer(404, "");
        assertEquals(new NotKnown<>(), api.informant().report("M1"));
        sinch.answer(new Said(429, Map.of("Retry-After", "7"), "", 0));
        assertEquals(new Later<>(429, Duration.ofSeconds(7)), api.informant().report("M1"));
        sinch.answer(200, "<html>");
        assertTrue(assertInstanceOf(Failed.class, api.find(QUERY)).why().toString().startsWith("answer-unreadable:"));
    }

    @Test
    void withoutATokenThereIsNoAnswer() {
        sinch.token(Said.of(401, "{\"error\":\"invalid_client\",\"error_description\":\"unknown\"}"));
        assertEquals(new Unauthorised<>("unknown"), api.find(QUERY));
        clock.pass(Duration.ofMinutes(1));
        sinch.token(Said.of(404, ""));
        assertEquals(new Failed<>("token-answered:404"), api.informant().report("M1"));
    }

    private List<String> lines() {
        return sinch.requests.stream().map(request -> request.split("\n")[0]).toList();
    }

    private static <T> T found(StatusAnswer<T> answer) {
        return ((Found<T>) assertInstanceOf(Found.class, answer, answer::toString)).what();
    }
}
