package dev.smsdesk.pages.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Stock;
import dev.smsdesk.pages.Visitor;
import java.time.Duration;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Callbacks without a message are listed with age, content and next try")
class OrphansPageTest {
    private final PageServer server = PageServer.running().emptied();
    private final Visitor viewer = Visitor.loggedIn(server, "viewer");

    @Test
    void oneThatIsLookedForAndOneThatIsGivenUp() {
        orphan("P<1>", Duration.ofDays(3), null);
        orphan("P2", Duration.ofMinutes(5), Duration.ofSeconds(8));
        Document page = viewer.page("/orphans");
        assertTrue(page.selectFirst("dl.tiles").text().equals("Waiting for a match 1 Never matched 1 Oldest waiting 5 min"),
            page.selectFirst("dl.tiles").text());
        assertEquals(2, page.select("tbody tr").size());
        String newest = page.select("tbody tr").get(0).text();
        assertTrue(newest.contains("5 min") && newest.contains("P2") && newest.contains("Delivered")
            && newest.contains("tried 3 times"), newest);
        String oldest = page.select("tbody tr").get(1).text();
        assertTrue(oldest.contains("3 days") && oldest.contains("P<1>") && oldest.contains("Never matched"), oldest);
        assertEquals(1, viewer.page("/orphans?only=given-up").select("tbody tr").size());
        assertEquals(1, viewer.page("/orphans?only=waiting").select("tbody tr").size());
        assertTrue(viewer.page("/").select("ul.attention a[href$=/orphans]").size() == 1, "home leads here");
    }

    @Test
    void none() {
        assertTrue(viewer.page("/orphans").text().contains("None."));
    }

    private void orphan(String providerId, Duration age, Duration next) {
        String id = new Stock(server).callback("PARKED", "no-message-yet", "{}", 1);
        server.database.run("update callback set attempts = 3, received_at = ?, next_attempt_at = ? where id = ?",
            server.clock.instant().minus(age), next == null ? null : server.clock.instant().plus(next), id);
        server.database.run("insert into callback_gist (callback_id, provider_id, status) values (?, ?, 'Delivered')", id, providerId);
    }
}
