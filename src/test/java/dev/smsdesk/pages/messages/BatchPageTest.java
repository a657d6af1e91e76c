package dev.smsdesk.pages.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.message.Recipient;
import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Stock;
import dev.smsdesk.pages.Visitor;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The batch page shows each recipient's state and reason")
class BatchPageTest {
    private final PageServer server = PageServer.running().emptied();
    private final Stock stock = new Stock(server);
    private final Visitor viewer = Visitor.loggedIn(server, "viewer");

    @Test
    void everyRecipientStandsThereWithStateCodeAndReason() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567", "+46702345678");
        stock.report(batch, "46701234567", "Delivered", 0, null);
        stock.report(batch, "46702345678", "Aborted", 402, "no route");
        Document page = viewer.page("/batches/" + batch);
        assertEquals(List.of("+46 70 123 45 67", "Delivered", "0", ""), row(page, 0));
        assertEquals(List.of("+46 70 234 56 78", "Aborted", "402 Message unroutable", "no route"), row(page, 1));
        assertEquals("Delivered 1 Aborted 1", page.selectFirst("table.counts tbody").text());
    }

    @Test
    void aStateIsAWordAndAnIconBeforeItIsAColour() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567");
        Element badge = viewer.page("/batches/" + batch).selectFirst("table.rows .badge");
        assertEquals("Waiting", badge.text());
        assertEquals("/sms-desk/assets/icons.svg#open", badge.selectFirst("svg[aria-hidden=true] use").attr("href"));
    }

    @Test
    void itRefreshesByItselfUntilAllIsFinal() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567", "+46702345678");
        stock.report(batch, "46701234567", "Delivered", 0, null);
        Document moving = viewer.page("/batches/" + batch);
        assertEquals("2", moving.selectFirst("meta[http-equiv=refresh]").attr("content"));
        assertNull(viewer.page(moving.selectFirst(".watching a").attr("href").substring("/sms-desk".length()))
            .selectFirst("meta[http-equiv=refresh]"));
        stock.report(batch, "46702345678", "Failed", 5, null);
        assertNull(viewer.page("/batches/" + batch).selectFirst("meta[http-equiv=refresh]"));
    }

    @Test
    void itDoesNotRefreshForEver() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567");
        server.clock.pass(Duration.ofMinutes(6));
        assertNull(viewer.page("/batches/" + batch).selectFirst("meta[http-equiv=refresh]"));
    }

    @Test
    void twoFinalReportsThatContradictEachOtherAreMarked() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567");
        stock.report(batch, "46701234567", "Delivered", 0, null);
        stock.report(batch, "46701234567", "Failed", 5, null);
        assertEquals("Conflicting reports", viewer.page("/batches/" + batch).select("table.rows .badge").get(1).text());
    }

    @Test
    void aReportAboutANumberThatIsNotInItIsShownApart() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567");
        stock.report(batch, "46709999999", "Delivered", 0, null);
        stock.report(batch, null, "Delivered", 0, null);
        Document page = viewer.page("/batches/" + batch);
        List<String> strangers = page.select("#strangers ~ .timeline > li > .meta").eachText();
        assertEquals("Delivered The number +46 70 999 99 99 is not in this batch.", strangers.get(0).replace('\u00a0', ' '));
        assertEquals("Delivered A summary.", strangers.get(1));
    }

    @Test
    void theTimelineHasEveryReportInTheOrderInWhichWeLearntIt() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567");
        stock.sent(batch);
        stock.report(batch, "46701234567", "Teleported", 999, "who knows");
        stock.report(batch, "46701234567", "Delivered", 0, null);
        Element link = viewer.page("/batches/" + batch).selectFirst("table.rows th a");
        Document page = viewer.page(link.attr("href").substring("/sms-desk".length()));
        assertEquals(List.of("Accepted", "unreadable", "Delivered"), page.select(".timeline .meta").eachText());
        String second = page.select(".timeline > li").get(1).selectFirst(".facts").text();
        assertTrue(second.startsWith("Source a callback Status Teleported Code 999 Reason who knows At the operator "), second);
        assertNotNull(page.selectFirst(".timeline time[datetime$=Z]"));
    }

    @Test
    void wordsOfTheConversationApiStandAsSinchWroteThem() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567");
        stock.report(batch, "46701234567", "SWITCHING_CHANNEL", null, "RATE_LIMITED: Too fast");
        assertEquals(List.of("+46 70 123 45 67", "Dispatched", "", "RATE_LIMITED: Too fast"), row(viewer.page("/batches/" + batch), 0));
        stock.report(batch, "46701234567", "FAILED", null, "HOLOGRAM_BROKEN: <b>No light (LENS_DUSTY)");
        Document page = viewer.page("/batches/" + batch);
        assertEquals(List.of("+46 70 123 45 67", "Failed", "", "HOLOGRAM_BROKEN: <b>No light (LENS_DUSTY)"), row(page, 0));
        String timeline = viewer.page(page.selectFirst("table.rows th a").attr("href").substring("/sms-desk".length()))
            .select(".timeline > li").text();
        assertTrue(timeline.contains("Status SWITCHING_CHANNEL Reason RATE_LIMITED: Too fast"), timeline);
    }

    @Test
    void manyRecipientsComeInPagesWithoutGapOrRepeat() {
        String batch = stock.batch("MyShop", "Hello", null,
            IntStream.range(0, 120).mapToObj(i -> "+4670" + (1_000_000 + i)).toArray(String[]::new));
        Set<String> seen = new HashSet<>();
        String path = "/batches/" + batch;
        for (int page = 0; page < 3; page++) {
            Document shown = viewer.page(path);
            shown.select("table.rows th a").forEach(a -> assertTrue(seen.add(a.attr("href"))));
            Element more = shown.selectFirst("a[rel=next]");
            assertEquals(page == 2, more == null);
            path = more == null ? path : more.attr("href").substring("/sms-desk".length());
        }
        assertEquals(120, seen.size());
    }

    @Test
    void aBatchWithAnOpenDecisionDoesNotReload() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567");
        assertNotNull(viewer.page("/batches/" + batch).selectFirst("meta[http-equiv=refresh]"));
        stock.unsure(batch, "No answer within 20 s.");
        assertNull(viewer.page("/batches/" + batch).selectFirst("meta[http-equiv=refresh]"), "it would wipe the id that is being typed");
    }

    @Test
    void aLongNameIsShownInFull() {
        String name = "Autumn sale, second reminder for customers in Gothenburg and Malmö who have not ordered since June";
        String batch = stock.batch("MyShop", "Hello", name, "+46701234567");
        assertTrue(viewer.page("/batches/" + batch).select(".facts dd").eachText().contains(name));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String batch = stock.batch("MyShop", "Hello", null, "+46701234567");
        String other = stock.batch("MyShop", "Other", null, "+46701234567");
        Recipient stranger = server.messages.recipients(other, null, 1).items().get(0);
        for (String path : List.of("/batches/X", "/batches/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/batches/" + batch + "/recipients/X", "/batches/"
            + batch + "/recipients",
            "/batches/" + batch + "/x/y", "/batches/" + batch + "/recipients/" + stranger.getId(), "/batches/" + "x".repeat(3000))) {
            assertEquals(404, viewer.get(path).statusCode(), path);
        }
    }

    private static List<String> row(Document page, int n) {
        return page.select("table.rows tbody tr").get(n).children().stream().limit(4).map(cell -> cell.text().replace('\u00a0', ' '))
            .toList();
    }
}
