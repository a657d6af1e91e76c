package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lists show the newest first, a page at a time")
class ListsTest {
    private final PageServer server = PageServer.running().emptied();
    private final Stock stock = new Stock(server);
    private final Visitor viewer = Visitor.loggedIn(server, "viewer");

    @Test
    void emptyListsSaySo() {
        for (String path : List.of("/", "/batches", "/inbound", "/callbacks", "/refusals")) {
            assertEquals(1, viewer.page(path).select(".nothing").size(), path);
        }
    }

    @Test
    void batchesComeInPages() {
        for (int i = 0; i < 51; i++) {
            stock.batch("MyShop", "Number " + i, null, "+46701234567");
        }
        Document first = viewer.page("/batches");
        assertEquals(50, first.select("tbody tr").size());
        assertEquals("Number 50", first.selectFirst("tbody th a").text());
        Document second = viewer.page(first.selectFirst("a[rel=next]").attr("href").substring("/sms-desk".length()));
        assertEquals(List.of("Number 0"), second.select("tbody th a").eachText());
        assertNull(second.selectFirst("a[rel=next]"));
        assertEquals("/sms-desk/batches", second.selectFirst(".more a").attr("href"));
    }

    @Test
    void theHomePageSumsUpTheLastDay() {
        server.clock.pass(Duration.ofHours(-25));
        stock.batch("MyShop", "Yesterday's", null, "+46701234567");
        server.clock.pass(Duration.ofHours(25));
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567", "+46702345678", "+46703456789", "+46704567890");
        stock.report(batch, "46701234567", "Delivered", 0, null);
        stock.report(batch, "46702345678", "Failed", 5, null);
        stock.unsure(stock.batch("MyShop", "Other", null, "+46701234567"), "No answer.");
        assertEquals(List.of("Recipients 5", "Delivered 1", "Not delivered 1", "On the way 2", "Unsure 1"),
            viewer.page("/").select(".tiles > div").eachText());
    }

    @Test
    void whatWasBelievedByAPasswordIsMarkedAsWeaker() {
        String unsigned = stock.callback("APPLIED", null, "{}", 1);
        stock.callback("APPLIED", null, "{}", 1);
        server.database.run("update callback set signed_at = null, nonce = null, secret_name = 'SMSDESK_SMS_BASIC_USER' where id = ?",
            unsigned);
        List<Element> rows = viewer.page("/callbacks").select("tbody tr");
        assertEquals(List.of(0, 1), List.of(rows.get(0).select(".badge:contains(Not signed)").size(),
            rows.get(1).select(".badge:contains(Not signed)").size()));
    }

    @Test
    void aRefusalLeadsToThePagesThatItNamesAsFarAsTheyOpen() {
        Visitor admin = Visitor.loggedIn(server, "admin");
        assertEquals("/connection /doctor", links(admin, "NOT_SIGNED"));
        assertEquals("/connection", links(viewer, "NOT_SIGNED"));
        assertEquals("/secrets /doctor", links(admin, "MISMATCH"));
        assertEquals("/connection", links(viewer, "MISMATCH"));
        assertEquals("/doctor", links(admin, "MALFORMED_NONCE"));
        assertEquals("", links(viewer, "MALFORMED_NONCE"));
    }

    private String links(Visitor visitor, String reason) {
        server.database.run("delete from refusal");
        stock.refusal(reason, 401);
        return String.join(" ", visitor.page("/refusals/"
            + server.database.text("select id from refusal")).select("main ul a").eachAttr("href")).replace("/sms-desk", "");
    }

    @Test
    void callbacksShowStateAndHowOftenTheyCame() {
        stock.callback("APPLIED", null, "{}", 3);
        stock.callback("PARKED", "no-message-yet", "{}", 1);
        List<String> rows = viewer.page("/callbacks").select("tbody tr").eachText();
        assertTrue(rows.get(0).endsWith("sms No match No message of ours is known to Sinch under this id yet. once"), rows.get(0));
        assertTrue(rows.get(1).endsWith("sms Processed 3 times"), rows.get(1));
    }

    @Test
    void whatWasIgnoredIsToldInASentence() {
        String id = stock.callback("APPLIED", "not-a-recipient:+467…99\nignored:at,statuses.recipients", "{}", 1);
        stock.callback("SHELVED", "type-not-followed:<b>", "{}", 1);
        assertEquals("Processed Not a recipient of this batch: +467…99 Could not be read and was ignored: at, statuses.recipients.",
            viewer.page("/callbacks/" + id).selectFirst("h1 + p").text());
        List<String> rows = viewer.page("/callbacks").select("tbody tr .says").eachText();
        assertEquals(List.of("type <b> is not followed here",
            "Not a recipient of this batch: +467…99 Could not be read and was ignored: at, statuses.recipients."), rows);
    }

    @Test
    void callbacksCanBeNarrowedToAStateThatExists() {
        for (String state : List.of("APPLIED", "PARKED", "SHELVED", "PENDING")) {
            stock.callback(state, null, "{}", 1);
        }
        Document parked = viewer.page("/callbacks?state=PARKED");
        assertEquals(List.of("No match"), parked.select("tbody .badge").eachText());
        assertEquals("No match", parked.selectFirst(".filter [aria-current]").text());
        assertEquals(4, viewer.page("/callbacks?state=parked'%20or%20'1'='1").select("tbody tr").size());
    }

    @Test
    void aFilterOutlivesThePage() {
        for (int i = 0; i < 51; i++) {
            stock.callback("PARKED", null, "{}", 1);
        }
        stock.callback("APPLIED", null, "{}", 1);
        Document first = viewer.page("/callbacks?state=PARKED");
        Document second = viewer.page(first.selectFirst("a[rel=next]").attr("href").substring("/sms-desk".length()));
        assertEquals(List.of("No match"), second.select("tbody .badge").eachText());
        assertEquals("/sms-desk/callbacks?state=PARKED", second.selectFirst(".more a").attr("href"));
    }

    @Test
    void aCallbackIsShownAsItCame() {
        String body = "{\"text\":\"å 😀\"}\n" + "x".repeat(70_000);
        Document page = viewer.page("/callbacks/" + stock.callback("SHELVED", "Two documents.", body, 2));
        assertEquals(body.substring(0, 100), page.selectFirst("pre.raw code").wholeText().substring(0, 100));
        assertTrue(page.selectFirst("pre.raw code").wholeText().length() < 66_000);
        assertEquals("Only its first 64 KiB are shown.", page.selectFirst("pre.raw").previousElementSibling().text());
        assertEquals("Body, 70,019 bytes", page.selectFirst("#body").text());
        assertEquals(404, viewer.get("/callbacks/X").statusCode());
    }

    @Test
    void aRefusalIsToldInPlainWords() {
        stock.refusal("NOT_SIGNED", 401);
        stock.refusal("STALE", 401);
        List<Element> rows = viewer.page("/refusals").select("tbody tr");
        assertTrue(rows.get(0).text().contains("401 Needs attention Truly signed, but too long ago."), rows.get(0).text());
        assertTrue(rows.get(1).text().contains("401 No signature header at all: signing is not switched on"), rows.get(1).text());
        assertTrue(rows.get(1).text().endsWith("signature, nonce, timestamp, 312 bytes, from 203.0.113.0 –"), rows.get(1).text());
    }

    @Test
    void twoMessagesWithOneIdAreBothShownAndMarked() {
        stock.inbound("46701234567", "one");
        stock.inbound("46701234567", "another <b>");
        stock.inbound("46701234567", "a third");
        server.database.run("update inbound set provider_id = 'M1', content = text where text <> 'a third'");
        assertEquals(List.of("another <b>", "one"), viewer.page("/inbound").select("li:has(.badge.unsure) .bubble").eachText());
        assertEquals("Same id, other message", viewer.page("/inbound").selectFirst("li .badge.unsure").text());
    }

    @Test
    void inboundMessagesStandInTheOrderOfTheTimeThatIsShown() {
        List.of("11:00", "12:00", "10:00").forEach(time -> {
            stock.inbound("46701234567", time);
            server.database.run("update inbound set received_at = ?, accepted_at = ? where text = ?",
                Instant.parse("2026-11-24T" + time + ":00Z"),
                Instant.parse("2026-11-24T" + time + ":00Z").minusSeconds(time.equals("12:00") ? 7200 : 1), time);
        });
        Document page = viewer.page("/inbound");
        assertEquals(List.of("12:00", "11:00", "10:00"), page.select(".bubble").eachText());
        assertEquals(List.of("2026-11-24 12:00:00 UTC", "2026-11-24 10:00:00 UTC", "2026-11-24 11:00:00 UTC", "2026-11-24 10:00:00 UTC"),
            page.select(".meta time").eachText(), "the first is two hours late, and says when Sinch had it");
        assertEquals(List.of("12:00", "11:00"), server.messages.inbounds(null, 2).items().stream().map(i -> i.getText()).toList());
        assertEquals(List.of("10:00"), server.messages.inbounds(server.messages.inbounds(null, 2).next(), 2).items().stream()
            .map(i -> i.getText()).toList());
    }

    @Test
    void inboundMessagesShowWhoWroteWhat() {
        stock.inbound("46701234567", "Yes, 😀\nplease");
        stock.inbound("46702345678", "");
        Document page = viewer.page("/inbound");
        assertEquals("Yes, 😀\nplease", page.selectFirst(".bubble").wholeText());
        assertEquals(List.of("+46 70 234 56 78", "+46 70 123 45 67"), page.select(".meta strong").eachText().stream()
            .map(n -> n.replace('\u00a0', ' ')).toList());
        assertEquals("(no text)", page.selectFirst("li .nothing").text());
    }
}
