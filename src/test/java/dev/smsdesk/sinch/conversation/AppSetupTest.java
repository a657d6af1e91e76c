package dev.smsdesk.sinch.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.SetupAnswer.Invalid;
import dev.smsdesk.sinch.call.SetupAnswer.NoAccess;
import dev.smsdesk.sinch.call.SetupAnswer.NotThere;
import dev.smsdesk.sinch.call.SetupAnswer.Unclear;
import dev.smsdesk.sinch.call.SetupAnswer.TryLater;
import dev.smsdesk.sinch.call.SetupAnswer.Unreachable;
import dev.smsdesk.sinch.call.SetupAnswer.Works;
import dev.smsdesk.sinch.call.SetupAnswer.WrongKey;
import dev.smsdesk.sinch.call.Timeouts;
import dev.smsdesk.sinch.conversation.ConversationServer.Said;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("App and webhooks are read and changed as Sinch documents them; secrets are never read")
class AppSetupTest {
    private static final String APP = """
        {"id":"app-1","display_name":"Shop","processing_mode":"DISPATCH","rate_limits":{"outbound":20,"inbound":25,"webhooks":25},
         "dispatch_retention_policy":{"retention_type":"MESSAGE_EXPIRE_POLICY","ttl_days":0},
         "channel_credentials":[{"channel":"MESSENGER","static_token":{"token":"hidden"}},
           {"channel":"SMS","static_bearer":{"claimed_identity":"plan-1","token":"hidden"},"callback_secret":"hidden",\
        "state":{"status":"ACTIVE","description":""}}],
         "callback_settings":{"secret_for_overridden_callback_urls":"hidden"}}""";
    private static final String WEBHOOK = """
        {"id":"W1","app_id":"app-1","target":"https://desk.example/api/callbacks/conversation","target_type":"HTTP","secret":"hidden",
         "triggers":["MESSAGE_DELIVERY","MESSAGE_INBOUND"],"client_credentials":{"client_id":"hidden","client_secret":"hidden",\
        "endpoint":"https://x.example"}}""";
    private static final String TARGET = "https://desk.example/api/callbacks/conversation";

    @Test
    void theApp() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200, APP); ConversationApi api = sinch.api()) {
            AppInfo app = works(api.setup().app());
            assertEquals(new AppInfo("app-1", "Shop", "DISPATCH", 25, 20, 0, "plan-1", "ACTIVE", true), app);
            assertTrue(app.hasSms());
            assertFalse(app.keepsMessages());
            assertEquals(List.of("GET /v1/projects/project-1/apps/app-1\nBearer t1\nnull\n"), sinch.requests);
        }
    }

    @Test
    void anAppOfWhichSinchSaysNothingElse() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200,
            "{\"id\":\"app-1\",\"channel_credentials\":null,\"rate_limits\":7}"); ConversationApi api = sinch.api()) {
            AppInfo app = works(api.setup().app());
            assertEquals(new AppInfo("app-1", null, null, null, null, null, null, null, false), app);
            assertFalse(app.hasSms());
        }
    }

    @Test
    void webhooksAreListedWithoutTheirSecrets() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200,
            "{\"webhooks\":[" + WEBHOOK + ",{\"id\":\"W2\",\"target\":\"http://x\\r\\ny\",\"secret\":\"\"}]}");
             ConversationApi api = sinch.api()) {
            List<Webhook> webhooks = works(api.setup().webhooks());
            assertEquals(List.of(new Webhook("W1", TARGET, "HTTP", List.of("MESSAGE_DELIVERY", "MESSAGE_INBOUND"), true, true),
                new Webhook("W2", "http://x  y", null, List.of(), false, false)), webhooks);
            assertFalse(webhooks.toString().contains("hidden"));
            assertEquals("GET /v1/projects/project-1/apps/app-1/webhooks", sinch.requests.get(0).split("\n")[0]);
        }
        try (ConversationServer sinch = new ConversationServer().answer(200, "{\"webhooks\":[]}"); ConversationApi api = sinch.api()) {
            assertEquals(List.of(), works(api.setup().webhooks()));
        }
    }

    @Test
    void anAppWithoutWebhooksMayHaveNoList() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200, "{}"); ConversationApi api = sinch.api()) {
            assertEquals(List.of(), works(api.setup().webhooks()));
        }
    }

    @Test
    void aWebhookIsCreated() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200, WEBHOOK); ConversationApi api = sinch.api()) {
            assertEquals("W1", works(api.setup().create(TARGET, List.of("MESSAGE_DELIVERY", "OPT_OUT"), "new-secret")).id());
            assertEquals(List.of("POST /v1/projects/project-1/webhooks\nBearer t1\napplication/json\n{\"target\":\"" + TARGET
                + "\",\"target_type\":\"HTTP\","
                + "\"triggers\":[\"MESSAGE_DELIVERY\",\"OPT_OUT\"],\"secret\":\"new-secret\",\"app_id\":\"app-1\"}"), sinch.requests);
        }
    }

    @Test
    void aWebhookIsCorrectedWithAMask() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200, WEBHOOK).answer(200, WEBHOOK);
            ConversationApi api = sinch.api()) {
            works(api.setup().update("W1", TARGET, List.of("OPT_IN"), "new-secret"));
            works(api.setup().update("../W1?x", TARGET, List.of("OPT_IN"), null));
            String body = "\nBearer t1\napplication/json\n{\"target\":\"" + TARGET
                + "\",\"target_type\":\"HTTP\",\"triggers\":[\"OPT_IN\"]";
            assertEquals(List.of("PATCH /v1/projects/project-1/webhooks/W1?update_mask=target%2Ctarget_type%2Ctriggers%2Csecret" + body
                + ",\"secret\":\"new-secret\"}",
                "PATCH /v1/projects/project-1/webhooks/..%2FW1%3Fx?update_mask=target%2Ctarget_type%2Ctriggers" + body + "}"),
                    sinch.requests);
        }
    }

    @Test
    void eachOtherAnswerHasOneMeaning() throws IOException {
        String error = "{\"error\":{\"code\":1,\"message\":\"Said\",\"status\":\"WORD\",\"details\":[]}}";
        assertEquals(new WrongKey<>("Said"), said(Said.of(401, error)));
        assertEquals(new NoAccess<>(403, "Said"), said(Said.of(403, error)));
        assertEquals(new NotThere<>("Said"), said(Said.of(404, error)));
        assertEquals(new Invalid<>(400, "WORD", "Said"), said(Said.of(400, error)));
        assertEquals(new Invalid<>(409, "", ""), said(Said.of(409, "<html>")));
        assertEquals(new TryLater<>(429, Duration.ofSeconds(3)), said(new Said(429, Map.of("Retry-After", "3"), "", 0)));
        assertEquals(new TryLater<>(502, null), said(Said.of(502, "<html>")));
        assertEquals(new Unclear<>("answered:302"), said(new Said(302, Map.of("Location", "http://127.0.0.1:1/"), "", 0)));
        assertTrue(assertInstanceOf(Unclear.class,
            said(Said.of(200, "<html>Sign in</html>"))).why().startsWith("answer-unreadable:"));
        assertEquals(new Unclear<>("answer-too-long"), said(Said.of(200, "{\"x\":\"" + "x".repeat(10 << 20) + "\"}")));
    }

    @Test
    void aTokenThatCannotBeHadIsTold() throws IOException {
        try (ConversationServer sinch = new ConversationServer().token(Said.of(401, "{\"error\":\"invalid_client\"}"));
            ConversationApi api = sinch.api()) {
            assertEquals(new WrongKey<>(""), api.check());
        }
        try (ConversationServer sinch = new ConversationServer().token(Said.of(500, "")); ConversationApi api = sinch.api()) {
            assertEquals(new Unreachable<>("token-answered:500"), api.check());
        }
        try (ConversationServer sinch = new ConversationServer();
             ConversationApi api = ConversationServer.api(URI.create("http://127.0.0.1:1"), sinch.base(), Clock.systemUTC(), false,
                 Timeouts.usual())) {
            assertTrue(assertInstanceOf(Unreachable.class, api.check()).why().toString().startsWith("ConnectException"));
        }
    }

    private static <T> T works(SetupAnswer<T> answer) {
        return ((Works<T>) assertInstanceOf(Works.class, answer, answer::toString)).value();
    }

    private static SetupAnswer<?> said(Said said) throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(said); ConversationApi api = sinch.api()) {
            return api.check();
        }
    }
}
