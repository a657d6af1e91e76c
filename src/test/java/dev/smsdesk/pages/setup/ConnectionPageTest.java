package dev.smsdesk.pages.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Stock;
import dev.smsdesk.pages.Visitor;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The connection page says what to enter at Sinch, what is set, and stops sending")
class ConnectionPageTest {
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
        assertEquals("SINCH_WEBHOOK_SECRET set SMSDESK_CONVERSATION_WEBHOOK_SECRET not set", admin.page("/connection").selectFirst("table.counts tbody").text());
    }

    @Test
    void whatIsDoubtfulAboutSettingsIsSaid() {
        assertTrue(admin.page("/connection").select("section li").eachText().contains("SINCH_NUMBER is <odd>."));
    }

    @Test
    void theSelfTestAnswersWithASentence() {
        Document page = admin.post("/connection", Map.of("do", "test", "family", "CONVERSATION"), 200);
        assertTrue(page.selectFirst("main [role=alert]").text().startsWith("Self-test of conversation: SMSDESK_PUBLIC_URL is not set"), page.text());
    }

    @Test
    void sendingIsPausedWithAReasonThatEverybodySeesAndResumed() {
        assertEquals(303, admin.post("/connection", Map.of("do", "pause", "reason", "Wrong text.")).statusCode());
        assertTrue(server.gate.hold().orElseThrow().isPause());
        String banner = Visitor.loggedIn(server, "viewer").page("/batches").selectFirst(".banner.warning").text();
        assertTrue(banner.matches("Sending is paused by admin since 20.* UTC: Wrong text. Resume"), banner);
        assertEquals(303, admin.post("/connection", Map.of("do", "resume")).statusCode());
        assertTrue(server.gate.hold().isEmpty());
        assertEquals(1, server.database.number("select count(*) from audit_entry where who = 'admin' and what = 'sending paused' and detail = 'Wrong text.'"));
        assertEquals(1, server.database.number("select count(*) from audit_entry where who = 'admin' and what = 'sending resumed'"));
    }

    @Test
    void whatNoButtonSendsChangesNothing() {
        assertEquals(303, admin.post("/connection", Map.of("do", "explode")).statusCode());
        assertEquals(303, admin.post("/connection", Map.of()).statusCode());
        assertEquals(0, server.count("sending_hold") + server.count("audit_entry"));
    }
}
