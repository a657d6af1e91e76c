package dev.smsdesk.pages.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Stock;
import dev.smsdesk.pages.Visitor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Recipients without a callback are listed and marked on the batch, and a sender may ask Sinch")
class MissingCallbacksPageTest {
    private final PageServer server = PageServer.running().emptied();
    private final Stock stock = new Stock(server);
    private String batch;

    @BeforeEach
    void sent() {
        batch = stock.batch("+46700000000", "hej", null, "+46701000001", "+46701000002");
        stock.sent(batch);
    }

    @Test
    void nothingToListIsSaid() {
        assertTrue(viewer().page("/never-came").text().contains("None: every callback arrived in time."));
    }

    @Test
    void aRowSaysSinceWhenHowOftenAskedAndWhatWasAnswered() {
        asked(3, "Sinch knows <no> such batch.");
        Document page = viewer().page("/never-came");
        assertEquals(2, page.select("tbody tr").size());
        String row = page.select("tbody tr").first().text();
        assertTrue(row.contains("+46 70 100 00 02") && row.contains("not final") && row.contains("3 times, last ")
            && row.contains("Sinch knows <no> such batch.")
            && row.contains("Sinch is not asked again."), row);
        assertEquals("Answered by Sinch 0 Still unknown 2", page.select(".tiles").text());
        assertTrue(page.selectFirst("tbody a").attr("href").endsWith("/batches/" + batch + "/recipients/" + recipient("46701000002")));
    }

    @Test
    void whatIsKnownByAskingIsCountedApart() {
        asked(1, "poll-answered");
        server.database.run("update recipient set state = 'DELIVERED' where digits = '46701000001'");
        assertEquals("Answered by Sinch 1 Still unknown 1", viewer().page("/never-came").select(".tiles").text());
    }

    @Test
    void theBatchMarksThemAndSaysWhatWasAsked() {
        asked(2, "poll-answered");
        Document page = viewer().page("/batches/" + batch);
        assertEquals(2, page.select("a.badge:contains(Sinch was asked)").size());
        assertTrue(page.select(".call").text().contains("Sinch was asked 2 times, last "), page.select(".call").text());
        assertEquals(0, page.select("button:contains(Ask Sinch now)").size(), "a viewer only reads");
    }

    @Test
    void aSenderAsksAndIsToldWhetherThereIsAnything() {
        Visitor sender = Visitor.loggedIn(server, "sender");
        assertEquals(1, sender.page("/batches/" + batch).select("button:contains(Ask Sinch now)").size());
        HttpResponse<String> answer = sender.post("/batches/" + batch, Map.of("do", "ask"));
        assertEquals("303 /sms-desk/batches/" + batch + "?asked=yes", answer.statusCode() + " " + answer.headers().firstValue("Location")
            .orElse(""));
        assertTrue(sender.page("/batches/" + batch + "?asked=yes").select("[role=status]").text().startsWith("Sinch is being asked."));
        HttpResponse<String> again = sender.post("/batches/" + batch, Map.of("do", "ask"));
        assertEquals("/sms-desk/batches/" + batch + "?asked=no", again.headers().firstValue("Location").orElse(""));
        assertEquals(1, server.database.number("select count(*) from submission where ask_at is not null"));
        assertEquals(2, server.database.number("select count(*) from audit_entry where what = 'Sinch asked' and who = 'sender'"));
        assertEquals(403, viewer().post("/batches/" + batch, Map.of("do", "ask")).statusCode());
    }

    @Test
    void aGapIsListed() {
        Instant now = server.clock.instant();
        server.database.run("insert into gap (id, began_at, ended_at) values (?, ?, ?)", server.ids.next(),
            now.minus(Duration.ofHours(20)), now.plusSeconds(30));
        server.clock.pass(Duration.ofSeconds(31));   // ids may be ten seconds ahead, after a test that passed the time
        asked(1, "poll-answered");
        String gaps = viewer().page("/never-came").select("section:has(#gaps)").text();
        assertTrue(gaps.contains("Outages") && gaps.endsWith(" 2"), gaps);
    }

    @Test
    void anInboundThatNothingHereCanReadIsListedAsItIsAndDoesNoHarm() {
        assertEquals(0, viewer().page("/never-came").select("#strange").size());
        server.database.run("insert into strange_inbound (id, provider_id, sender, addressee, noticed_at, why, json) values (?, 'B1', "
            + "'46701000001', null, ?, "
            + "'type-not-followed:mo_binary', '{\"body\":\"<script>\"}')", server.ids.next(), server.clock.instant());
        Document page = viewer().page("/never-came");
        String listed = page.select("section:has(#strange)").text();
        assertTrue(listed.contains("In all 1, the newest first.") && listed.contains("+46 70 100 00 01")
            && listed.contains("type mo_binary is not followed here")
            && listed.contains("{\"body\":\"<script>\"}"), listed);
        assertEquals(0, page.select("main script").size());
    }

    @Test
    void anInboundThatWasAskedForSaysSo() {
        stock.inbound("46701000001", "by callback");
        server.database.run("insert into inbound (id, channel, provider_id, content, sender, text, received_at, source) values (?, 'SMS', "
            + "'M2', '', '46701000001', 'asked', ?, 'POLL')", server.ids.next(), server.clock.instant());
        Document page = viewer().page("/inbound");
        assertEquals(1, page.select(".badge:contains(Sinch was asked)").size());
        assertEquals(1, page.select("a:contains(raw callback)").size());
    }

    private void asked(int times, String answer) {
        server.database.run("update submission set called_at = ?, asks = ?, asked_at = ?, answer = ? where batch_id = ?",
            server.clock.instant(), times, server.clock.instant(), answer, batch);
        server.database.run("insert into unheard (recipient_id, submission_id, noticed_at) select id, submission_id, ? from recipient "
            + "where batch_id = ?", server.clock.instant(), batch);
    }

    private String recipient(String digits) {
        return server.database.text("select id from recipient where digits = ?", digits);
    }

    private Visitor viewer() {
        return Visitor.loggedIn(server, "viewer");
    }
}
