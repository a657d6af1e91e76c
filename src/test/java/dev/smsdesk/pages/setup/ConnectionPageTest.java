package dev.smsdesk.pages.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.fold.Counters;
import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Stock;
import dev.smsdesk.pages.Visitor;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.conversation.ConversationApi;
import dev.smsdesk.sinch.conversation.ConversationServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The connection page says what to enter at Sinch, what is set, and stops sending")
class ConnectionPageTest {
    private static final String OURS = "https://desk.example/sms-desk/api/callbacks/conversation";
    private final PageServer server = PageServer.running().emptied();
    private final Visitor admin = Visitor.loggedIn(server, "admin");

    @Test
    void theTwoAddressesCanBeCopied() {
        assertEquals(List.of("https://desk.example/sms-desk/api/callbacks/sms", "https://desk.example/sms-desk/api/callbacks/conversation"),
            admin.page("/connection").select("pre.copy code").eachText());
    }

    @Test
    void itTellsWhenSinchLastCameThrough() {
        new Stock(server).callback("APPLIED", null, "{}", 1);
        List<String> paths = admin.page("/connection").select("article.call > p:first-of-type").eachText();
        assertTrue(paths.get(0).matches("Last genuine callback: 20.* UTC"), paths.get(0));
        assertEquals("Last genuine callback: none yet.", paths.get(1));
    }

    @Test
    void ofSecretsItOnlySaysWhetherTheyAreSet() {
        assertEquals("SINCH_WEBHOOK_SECRET set SMSDESK_CONVERSATION_WEBHOOK_SECRET not set",
            admin.page("/connection").selectFirst("table.counts tbody").text());
    }

    @Test
    void whatIsDoubtfulAboutSettingsIsSaid() {
        assertTrue(admin.page("/connection").select("section li").eachText().contains("SINCH_NUMBER is <odd>."));
    }

    @Test
    void theSelfTestAnswersWithASentence() {
        Document page = admin.post("/connection", Map.of("do", "test", "family", "CONVERSATION"), 200);
        assertTrue(page.selectFirst("main [role=alert]").text().startsWith("Self-test of conversation: SMSDESK_PUBLIC_URL is not"
            + " set"), page.text());
    }

    private Element answerOf(String button) {
        return admin.followed("/connection", Map.of("do", button)).selectFirst(".answer");
    }

    @Test
    void theCredentialsOfEachAccountAreChecked() {
        server.plan.checks(new SetupAnswer.WrongKey<>("Said <b>so</b>"));
        Element answer = answerOf("check");
        assertEquals("Credentials checked", answer.selectFirst("strong").text());
        assertEquals(List.of("Does not work", "Works"), answer.select(".badge").eachText());
        assertEquals(List.of("sandbox:sms", "sandbox:conversation"), answer.select("code").eachText());
        assertTrue(answer.selectFirst("li").text().endsWith("in its own region. Sinch says: Said <b>so</b>."), answer.text());
        assertNull(admin.page("/connection").selectFirst(".answer"), "it is shown once");
    }

    @Test
    void theSettingsAreReadAgainAndUsedAtOnce() {
        Element answer = answerOf("again");
        assertEquals("Settings read again on this server", answer.selectFirst("strong").text());
        assertEquals("Read <again>.", answer.select("> p").get(1).text());
        assertEquals(List.of("Works", "Works"), answer.select(".badge").eachText());
        assertEquals(1, server.database.number("select count(*) from audit_entry where who = 'admin' and what = 'settings read again'"));
    }

    @Test
    void settingsWithAFaultAreNotShownAsWellEvenIfTheFormerCredentialsWork() {
        server.reading = new Connection.Reading(false, List.of("Nothing was changed, as the settings have a fault."));
        Element answer = answerOf("again");
        assertFalse(answer.hasClass("well"));
        assertEquals(List.of("Works", "Works"), answer.select(".badge").eachText());
    }

    @Test
    void webhooksAreListedWithoutTheirSecrets() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200, "{\"webhooks\":[{\"id\":\"W1\",\"target\":\"" + OURS
                + "\",\"target_type\":\"HTTP\",\"triggers\":[\"MESSAGE_DELIVERY\"],\"secret\":\"top-secret\"},{\"id\":\"W2\","
                + "\"target\":\"https://x.example/<i>\","
                + "\"triggers\":[\"OPT_IN\"],\"client_credentials\":{\"client_id\":\"top-secret\",\"client_secret\":\"top-secret\"}}]}");
            ConversationApi api = sinch.api()) {
            server.app = Optional.of(api.setup());
            Document page = admin.followed("/connection", Map.of("do", "webhooks"));
            assertEquals("Webhooks of the app", page.selectFirst(".answer strong").text());
            assertEquals(List.of(OURS + " These triggers are missing: MESSAGE_INBOUND, OPT_IN, OPT_OUT. Ours MESSAGE_DELIVERY set not set",
                "https://x.example/<i> Other, never changed OPT_IN not set set"), page.select("table.rows tbody tr").eachText());
            assertFalse(page.html().contains("top-secret"));
        }
    }

    @Test
    void theWebhookIsSetUpAndThePageShowsNoSecret() throws IOException {
        try (ConversationServer sinch = new ConversationServer().answer(200, "{\"webhooks\":[]}").answer(200,
            "{\"id\":\"W1\"}"); ConversationApi api = sinch.api()) {
            server.app = Optional.of(api.setup());
            Document page = admin.followed("/connection", Map.of("do", "setup"));
            assertEquals("The webhook is set up The webhook was created at Sinch. Its secret is the current one of the Conversation"
                + " API. Self-test: It arrived.",
                page.selectFirst(".answer").text());
            String secret = sinch.requests.get(1).replaceFirst("(?s).*\"secret\":\"([^\"]+)\".*", "$1");
            assertEquals(43, secret.length());
            assertFalse(page.html().contains(secret));
            assertEquals(0, server.database.number("select count(*) from audit_entry where detail like ?", "%" + secret + "%"));
        }
    }

    @Test
    void whatHasToBeDoneFirstIsSaid() {
        Element answer = answerOf("setup");
        assertEquals("The webhook was not set up There is no Conversation account, so there are no webhooks. Set SINCH_PROJECT_ID,"
            + " SINCH_KEY_ID,"
            + " SINCH_KEY_SECRET and SINCH_APP_ID.", answer.text());
        assertFalse(answer.hasClass("well"));
    }

    @Test
    void howLongTheReportsOfRunningBatchesTakeIsSaid() {
        assertEquals("Sinch makes at most 25 callbacks a second for the app, and up to two for each message. No message waits for"
            + " its final report.",
            admin.page("/connection").selectFirst("[aria-labelledby=webhook] p").text());
        server.database.run("insert into hour_count (accepted_in, account, state, code, node, n) values (?, 'sandbox:conversation',"
            + " 'WAITING', 0, '', 3000)",
            Counters.hour(server.clock.instant()));
        server.clock.pass(Duration.ofSeconds(11));
        assertEquals("Sinch makes at most 25 callbacks a second for the app, and up to two for each message. 3,000 messages have no"
            + " final report yet:"
            + " their reports take 4 min or more.", admin.page("/connection").selectFirst("[aria-labelledby=webhook] p").text());
    }

    @Test
    void theWayToSinchIsShown() {
        assertEquals(List.of("https://gateway.example instead of Sinch (SMSDESK_SINCH_URL)", "none"),
            admin.page("/connection").select(".facts dd").eachText());
        server.proxy = Optional.of("proxy.example:3128");
        assertEquals("proxy.example:3128 (SMSDESK_HTTP_PROXY)", admin.page("/connection").select(".facts dd").get(1).text());
    }

    @Test
    void othersSeeNoButtonAndCannotPress() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        assertNull(viewer.page("/connection").selectFirst("main button"));
        for (String button : List.of("check", "again", "webhooks", "setup")) {
            assertEquals(403, viewer.post("/connection", Map.of("do", button)).statusCode());
            assertEquals(403, Visitor.loggedIn(server, "sender").post("/connection", Map.of("do", button)).statusCode());
        }
        assertEquals(0, server.count("webhook_secret"));
    }

    @Test
    void sendingIsPausedWithAReasonThatEverybodySeesAndResumed() {
        assertEquals(303, admin.post("/connection", Map.of("do", "pause", "reason", "Wrong text.")).statusCode());
        assertTrue(server.gate.hold().orElseThrow().isPause());
        String banner = Visitor.loggedIn(server, "viewer").page("/batches").selectFirst(".banner.warning").text();
        assertTrue(banner.matches("Sending is paused by admin since 20.* UTC: Wrong text. Resume"), banner);
        assertEquals(303, admin.post("/connection", Map.of("do", "resume")).statusCode());
        assertTrue(server.gate.hold().isEmpty());
        assertEquals(1, server.database.number("select count(*) from audit_entry where who = 'admin' and what = 'sending paused' and"
            + " detail = 'Wrong text.'"));
        assertEquals(1, server.database.number("select count(*) from audit_entry where who = 'admin' and what = 'sending resumed'"));
    }

    @Test
    void whatNoButtonSendsChangesNothing() {
        assertEquals(303, admin.post("/connection", Map.of("do", "explode")).statusCode());
        assertEquals(303, admin.post("/connection", Map.of()).statusCode());
        assertEquals(0, server.count("sending_hold") + server.count("audit_entry"));
    }
}
