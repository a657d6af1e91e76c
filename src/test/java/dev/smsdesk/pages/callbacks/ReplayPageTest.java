package dev.smsdesk.pages.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Stock;
import dev.smsdesk.pages.Visitor;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An admin sees what reprocessing would change, starts it and follows its progress")
class ReplayPageTest {
    private static final String REASON = "an older <b>version</b> could not read this";
    private final PageServer server = PageServer.running().emptied();
    private final Visitor admin = Visitor.loggedIn(server, "admin");
    private final Stock stock = new Stock(server);
    private String batch;

    @BeforeEach
    void aReportOnTheShelf() {
        batch = stock.batch("+46700000000", "Hello", null, "+46701230001");
        String submission = server.messages.calls(batch, 1).some().get(0).getId();
        stock.callback("SHELVED", REASON, """
            {"type":"recipient_delivery_report_sms","batch_id":"P1","recipient":"46701230001","code":0,"status":"Delivered",
             "at":"2026-11-24T10:00:01Z","client_reference":"%s"}""".formatted(submission), 1);
        stock.callback("SHELVED", "type-not-followed:mo_hologram", "{\"type\":\"mo_hologram\"}", 1);
    }

    @Test
    void lookingTellsAndChangesNothing() {
        Document page = admin.page("/replay?look=1&state=SHELVED");
        String would = page.selectFirst("section[aria-labelledby=would]").text();
        assertTrue(would.startsWith("What would change 2 callbacks checked."), would);
        assertTrue(would.contains("Reports that would be new 1"), would);
        assertTrue(would.contains("Recipients that would change 1"), would);
        assertTrue(would.contains("Unreadable Processed 1"), would);
        assertTrue(would.contains("Waiting Delivered 1"), would);
        assertEquals("+46 70 123 00 01", page.select("section[aria-labelledby=would] table.rows th a").text().replace('\u00a0', ' '));
        assertEquals(0, server.count("report"));
        assertEquals(0, server.count("replay"));
        assertEquals(0, server.count("audit_entry"));
    }

    @Test
    void thePostBehindItDoesItInTheBackgroundOnTheRecord() {
        Document looked = admin.page("/replay?look=1&state=SHELVED");
        HttpResponse<String> answer = admin.post("/replay", fields(looked));
        assertEquals(303, answer.statusCode());
        String progress = answer.headers().firstValue("Location").orElseThrow().replace("/sms-desk", "");
        assertEquals("2", admin.page(progress).selectFirst("meta[http-equiv=refresh]").attr("content"));
        while (server.jobs.step()) {
            server.clock.instant();
        }
        Document through = admin.page(progress);
        assertTrue(through.text().contains("Callbacks processed 2 New reports 1 Recipients changed 1"), through.text());
        assertEquals(0, through.select("meta[http-equiv=refresh]").size());
        assertEquals(1, server.messages.counts(batch).get(DeliveryState.DELIVERED));
        assertEquals("callbacks applied again", server.database.text("select what from audit_entry"));
        assertTrue(server.database.text("select detail from audit_entry").endsWith(": state SHELVED"));
        assertTrue(admin.page("/replay?look=1").selectFirst("section[aria-labelledby=would]").text().contains("Nothing would change."));
    }

    @Test
    void aPostThatDidNotComeFromThereOnlyShowsWhatWouldChange() {
        HttpResponse<String> answer = admin.post("/replay", Map.of("state", "SHELVED"));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("What would change"));
        assertEquals(0, server.count("replay"));
    }

    @Test
    void eachReasonOnTheShelfCanBeReadAgainByItself() {
        Element shelf = admin.page("/replay").selectFirst("section[aria-labelledby=shelf]");
        assertEquals(2, shelf.select("tbody tr").size());
        assertTrue(shelf.text().contains(REASON), "as text: " + shelf.text());
        Element again = shelf.select("tbody tr").stream().filter(row -> row.text().contains("older")).findFirst()
            .orElseThrow().selectFirst("a");
        Document looked = admin.page(again.attr("href").replace("/sms-desk", ""));
        assertTrue(looked.selectFirst("section[aria-labelledby=would]").text().startsWith("What would change 1 callback checked."));
        assertEquals(REASON, looked.selectFirst("input[name=note]").attr("value"));
    }

    @Test
    void whatCannotBeAFilterIsSaid() {
        for (String query : new String[] {"from=yesterday", "batch=B1", "state=LOST", "family=FAX",
            "from=2026-11-24T11:00&to=2026-11-24T10:00"}) {
            HttpResponse<String> answer = admin.get("/replay?look=1&" + query);
            assertEquals(422, answer.statusCode(), query);
            assertTrue(Jsoup.parse(answer.body()).selectFirst("[role=alert]").text().startsWith("Nothing was processed."), query);
        }
    }

    @Test
    void onlyAnAdminMayLookOrDo() {
        Visitor sender = Visitor.loggedIn(server, "sender");
        assertEquals(403, sender.get("/replay").statusCode());
        assertEquals(403, sender.post("/replay", Map.of("seen", "1")).statusCode());
        assertEquals(0, server.count("replay"));
        assertFalse(sender.page("/callbacks").html().contains("/replay"));
        assertTrue(admin.page("/callbacks").html().contains("/replay"));
        assertEquals(404, admin.get("/replay/01HNONE").statusCode());
    }

    private static Map<String, String> fields(Document page) {
        Map<String, String> fields = new LinkedHashMap<>();
        page.select("form[method=post] input[type=hidden]").forEach(input -> fields.put(input.attr("name"), input.attr("value")));
        fields.put("seen", "1");
        return fields;
    }
}
