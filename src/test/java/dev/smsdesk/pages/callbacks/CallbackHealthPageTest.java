package dev.smsdesk.pages.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Stock;
import dev.smsdesk.pages.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One page shows whether callbacks arrive")
class CallbackHealthPageTest {
    private final PageServer server = PageServer.running().emptied();
    private final Stock stock = new Stock(server);
    private final Visitor viewer = Visitor.loggedIn(server, "viewer");

    @Test
    void anEmptyDeskSaysSoInsteadOfShowingNothing() {
        String page = health().text();
        assertTrue(page.contains(
            "Sinch is not silent. Silence means: 10 messages were sent, and no callback came for 30 min. Without a callback now: 0."),
            page);
        assertTrue(page.contains("sms none yet 0 0 conversation none yet 0 0"), page);
        assertTrue(page.contains("Nothing in the last 24 hours.") && page.contains("Too few callbacks came in the last hour to tell."),
            page);
    }

    @Test
    void aDatabaseThatTakesNoneIsRed() {
        assertEquals(0, health().select("[role=alert]").size());
        server.keepsCallbacks = false;
        assertTrue(health().select(".summary[role=alert]").text()
            .startsWith("Callbacks cannot be stored. The database refuses or delays every write"), health().text());
    }

    @Test
    void figuresOfAllNodesByPathAndReason() {
        Instant now = server.clock.instant();
        heard(now.minusSeconds(90));
        traffic(now, "N1", "accepted sms", 1200);
        traffic(now, "N2", "accepted sms", 34);
        traffic(now.minus(Duration.ofHours(3)), "N1", "accepted sms", 1000);
        traffic(now.minus(Duration.ofHours(30)), "N1", "accepted sms", 7777);
        traffic(now, "N1", "refused conversation mismatch", 3);
        traffic(now.minus(Duration.ofHours(2)), "N2", "not-kept database-fault", 5);
        traffic(now, "N1", "repeated", 6);
        Document page = health();
        assertTrue(page.select("section:has(#came) tbody tr").first().text().matches("sms \\S+ \\S+ UTC, 9\\d s ago 1,234 2,234"),
            page.select("section:has(#came)").text());
        assertTrue(page.text().contains("duplicates: 6 in the last hour, 6 in 24 hours."), page.text());
        assertEquals("conversation mismatch 3 3", page.select("section:has(#refused) tbody tr").get(0).text());
        assertEquals("both not stored: database-fault answered 503, Sinch sends it again 0 5",
            page.select("section:has(#refused) tbody tr").get(1).text());
    }

    @Test
    void orphansShelfAndBacklogWithTheAgeOfTheOldest() {
        stock.callback("PARKED", null, "{}", 1);
        stock.callback("PENDING", null, "{}", 1);
        server.clock.pass(Duration.ofHours(5));
        stock.callback("PARKED", null, "{}", 1);
        stock.callback("SHELVED", "odd", "{}", 1);
        String work = health().select("section:has(#work)").text();
        assertTrue(work.contains(
            "Not processed yet 1, the oldest 5 h ago No match 2, the oldest 5 h ago Unreadable 1"), work);
    }

    @Test
    void whereNothingCameLatelyNoAnswerIsSaidToHaveTakenNoTime() {
        server.traffic.acknowledged(Duration.ofMillis(20).toNanos());
        assertTrue(health().select("section:has(#answering)").text().contains("Median 19.9 ms"), health().text());
        server.meterClock.add(Duration.ofMinutes(6));
        String answering = health().select("section:has(#answering)").text();
        assertTrue(answering.matches(
            "Response time No callback was accepted in the last five minutes; \\d+ since it started."), answering);
    }

    @Test
    void parkedOnesAreLookedAtAmongTheOrphans() {
        assertEquals("/sms-desk/orphans", health().select("#work ~ dl a").first().attr("href"));
    }

    @Test
    void contentThatCameAgainIsASuspicion() {
        stock.callback("APPLIED", null, "{}", 1);
        assertEquals(0, health().select(".badge:contains(Repeated)").size());
        stock.callback("APPLIED", null, "{}", 3);
        assertTrue(health().text().contains("Repeated Of the newest 1,000 callbacks 1 came more than once"));
    }

    @Test
    void aClockThatIsFastOrSlowIsABannerOnEveryPage() {
        signedBefore(Duration.ofMinutes(10), Duration.ofMinutes(11), Duration.ofSeconds(1), Duration.ofMinutes(12));
        assertTrue(viewer.page("/batches").select(".banner.warning").text()
            .startsWith("This server's clock differs from Sinch's by about 11 min: it is fast, or callbacks come that late."),
            viewer.page("/batches").select(".banner").text());
        assertTrue(health().select("section:has(#clock)").text()
            .contains("Differs Callbacks are signed 11 min before they arrive here, in the median of 4."));
        server.database.run("delete from callback");
        signedBefore(Duration.ofMinutes(-4), Duration.ofMinutes(-4), Duration.ofMinutes(-4));
        assertTrue(health().select(".banner.warning").text()
            .startsWith("This server's clock differs from Sinch's by about 4 min: it is slow."), health().select(".banner").text());
    }

    @Test
    void aFewSecondsAFewSamplesOldOnesAndOurOwnTestsSayNothingOfTheClock() {
        signedBefore(Duration.ofSeconds(70), Duration.ofSeconds(70), Duration.ofSeconds(70), Duration.ofHours(20));
        assertEquals(0, health().select(".banner.warning").size(), "the median counts");
        server.database.run("delete from callback");
        signedBefore(Duration.ofMinutes(10), Duration.ofMinutes(10));
        assertEquals(0, health().select(".banner.warning").size(), "two are too few");
        signedBefore(Duration.ofMinutes(10));
        assertEquals(1, health().select(".banner.warning").size());
        server.database.run("update callback set note = 'self-test'");
        assertEquals(0, health().select(".banner.warning").size());
        server.database.run("update callback set note = null");
        server.clock.pass(Duration.ofMinutes(61));
        assertEquals(0, health().select(".banner.warning").size(), "an hour ago");
    }

    @Test
    void silenceIsRedHereAndABannerOnEveryPageUntilTheNextCallback() {
        String[] many = new String[10];
        for (int i = 0; i < many.length; i++) {
            many[i] = "+4670100000" + i;
        }
        for (int from = 0; from < 10; from += 5) {
            String batch = stock.batch("+46700000000", "hej", null, Arrays.copyOfRange(many, from, from + 5));
            stock.sent(batch);
        }
        server.clock.pass(Duration.ofMinutes(29));
        assertEquals(0, health().select(".banner.alarm").size());
        server.clock.pass(Duration.ofMinutes(2));
        Document page = health();
        assertTrue(page.select(".summary[role=alert]").text()
            .startsWith("Sinch is silent on the SMS API. 10 messages or more went out since "),
            page.text());
        assertTrue(viewer.page("/inbound").select(".banner.alarm").text()
            .startsWith("Sinch is silent on the SMS API: 10 messages or more went out since "));
        heard(server.clock.instant());
        assertEquals(0, health().select(".banner.alarm").size());
    }

    private Document health() {
        server.clock.pass(Duration.ofSeconds(6));   // figures are kept for five seconds
        return viewer.page("/callback-health");
    }

    private void signedBefore(Duration... ages) {
        for (Duration age : ages) {
            String id = stock.callback("APPLIED", null, "{}", 1);
            server.database.run("update callback set signed_at = ? where id = ?", server.clock.instant().minus(age), id);
        }
        server.clock.pass(Duration.ofSeconds(6));
    }

    private void heard(Instant at) {
        server.database.run("insert into heard (channel, at) values ('SMS', ?) on duplicate key update at = values(at)", at);
    }

    private void traffic(Instant at, String node, String name, long amount) {
        server.database.run("insert into traffic (slot, node, name, amount) values (?, ?, ?, ?)",
            Instant.ofEpochSecond(at.getEpochSecond() / 300 * 300), node, name, amount);
    }
}
