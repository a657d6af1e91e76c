package dev.smsdesk.pages.messages;

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

@DisplayName("A batch is paused, resumed and cancelled on its page, which says if it can never be sent from here")
class BatchActionsPageTest {
    private final PageServer server = PageServer.running().emptied();
    private final Visitor sender = Visitor.loggedIn(server, "sender");
    private final String batch = new Stock(server).batch("MyShop", "Wrong text", null, "+46701234567");

    @Test
    void aSenderWithdrawsAndItIsWrittenDown() {
        assertEquals(List.of("pause", "cancel"), sender.page("/batches/" + batch).select("main button").eachAttr("value"));
        assertEquals(303, sender.post("/batches/" + batch, Map.of("do", "cancel")).statusCode());
        assertEquals("GIVEN_UP", server.database.text("select state from submission"));
        assertEquals("NOT_SENT", server.database.text("select state from recipient"));
        String entries = "select count(*) from audit_entry where who = 'sender' and what = 'batch: cancel' "
            + "and detail = concat('batch ', ?)";
        assertEquals(1, server.database.number(entries, batch));
        assertEquals(303, sender.post("/batches/" + batch, Map.of("do", "cancel")).statusCode());
        assertEquals(1, server.database.number(entries, batch), "it was cancelled once");
        Document page = sender.page("/batches/" + batch);
        assertEquals(0, page.select("main button").size());
        assertEquals("Wrong text Cancelled", page.selectFirst("h1").text());
        assertEquals("Not sent", page.select("article.call .badge.quiet").text());
        assertEquals("Not sent", page.select(".rows .badge.quiet").text());
        assertEquals("Withdrawn by a person before it was sent.", page.select("td[data-label=Reason]").text());
        assertEquals(0, page.select(".badge.bad, .bar .bad").size(), "nothing failed");
        assertEquals(List.of("1"), sender.page("/").select(".tiles > div:contains(Not sent) dd").eachText());
        assertEquals("0 of 1, 1 not sent", sender.page("/batches").select(".share").text());
    }

    @Test
    void pausedItCanBeResumed() {
        assertEquals(303, sender.post("/batches/" + batch, Map.of("do", "pause")).statusCode());
        Document page = sender.page("/batches/" + batch);
        assertEquals("Wrong text Paused", page.selectFirst("h1").text());
        assertEquals(List.of("resume", "cancel"), page.select("main button").eachAttr("value"));
        assertTrue(sender.page("/batches").selectFirst("tbody th").text().endsWith("Paused"));
        assertEquals(303, sender.post("/batches/" + batch, Map.of("do", "resume")).statusCode());
        assertEquals("Wrong text Sending", sender.page("/batches/" + batch).selectFirst("h1").text());
        server.database.run("update batch set status = 'FINISHED'");
        Document late = sender.post("/batches/" + batch, Map.of("do", "pause"), 409);
        assertTrue(late.selectFirst("main [role=alert]").text()
            .contains("All its calls have been made: Sinch has the messages. It cannot be paused."));
    }

    @Test
    void aViewerCannot() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        assertEquals(0, viewer.page("/batches/" + batch).select("main button").size());
        assertEquals(403, viewer.post("/batches/" + batch, Map.of("do", "cancel")).statusCode());
        assertEquals("WAITING", server.database.text("select state from submission"));
    }

    @Test
    void whatWasComposedForAnotherGatewaySaysThatItIsNeverSentFromHereAndOffersNoSecondSending() {
        server.database.run("update batch set account = 'sms:old-plan'");
        server.database.run("update submission set account = 'sms:old-plan', state = 'UNSURE'");
        Document page = sender.page("/batches/" + batch);
        assertTrue(page.text().contains("This was created for sms:old-plan, which this installation does not send through now."),
            page.text());
        assertEquals(List.of("adopt", "give-up"), page.select("article.call button").eachAttr("value"));
    }

    @Test
    void messagesOfAnAccountThatIsNotConfiguredNeedAttention() {
        assertEquals(0, sender.page("/").select("#attention").size());
        server.database.run("update submission set account = 'sms:old-plan'");
        Document home = sender.page("/");
        assertEquals("Needs attention", home.selectFirst("#attention").text());
        assertEquals("Waiting Messages wait for the account sms:old-plan, which is not configured here: 1 calls. Set that account again, "
            + "or withdraw them, "
            + "beginning with the oldest batch.", home.selectFirst(".attention li").text());
        assertEquals("/sms-desk/batches/" + batch, home.selectFirst(".attention a").attr("href"));
    }
}
