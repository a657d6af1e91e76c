package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Banners stand above every page")
class BannersTest {
    private final PageServer server = PageServer.running().emptied();
    private final Stock stock = new Stock(server);
    private final Visitor viewer = Visitor.loggedIn(server, "viewer");

    @Test
    void theSandboxSaysThatNothingGoesToSinch() {
        for (String path : List.of("/", "/batches", "/inbound", "/callbacks", "/refusals", "/connection")) {
            assertEquals(List.of("Sandbox: nothing goes to Sinch. What it does"), viewer.page(path).select(".banner").eachText(), path);
        }
    }

    @Test
    void aSlowClockIsAnAlarmForAnHourOnceThreeCallbacksSayIt() {
        ahead("A", Duration.ofMinutes(60));
        ahead("A", Duration.ofMinutes(60));
        ahead("A", Duration.ofMinutes(60));
        ahead("B", Duration.ofMinutes(60));
        assertEquals(0, alarms(), "two callbacks, one of them three times");
        ahead("C", Duration.ofMinutes(10));
        assertEquals(1, alarms());
        assertTrue(viewer.page("/inbound").select(".banner.alarm").text()
            .startsWith("This server's clock is slow, by about 60 min: Sinch's callbacks seem to come from "
            + "the future. Sinch sends them again: set the clock."), viewer.page("/").select(".banner").text());
        server.clock.pass(Duration.ofMinutes(61));
        assertEquals(0, alarms());
    }

    @Test
    void theMedianDecidesNotOneCallbackThatIsDatedWrongly() {
        for (int i = 0; i < 30; i++) {
            String id = stock.callback("APPLIED", null, "{}", 1);
            server.database.run("update callback set signed_at = ? where id = ?", server.clock.instant().minusSeconds(2), id);
            if (i % 3 == 0) {
                ahead("D" + i, Duration.ofHours(1));
            }
        }
        assertEquals(0, alarms(), "10 of 40");
        for (int i = 0; i < 31; i++) {
            ahead("E" + i, Duration.ofMinutes(7));
        }
        assertEquals(1, alarms(), "41 of 71");
    }

    /** As it was seen: the alarm stood on all pages for an hour. */
    @Test
    void oneCallbackOf15854ThatIsDatedAnHourAheadIsNoSlowClock() {
        stock.signedCallbacks(15_853, Duration.ofSeconds(2));
        ahead("F", Duration.ofHours(1));
        assertEquals(0, alarms());
        assertEquals("Sandbox: nothing goes to Sinch. What it does", viewer.page("/batches").select(".banner").text());
        String clock = viewer.page("/callback-health").select("section:has(#clock)").text();
        assertTrue(clock.contains("Callbacks are signed 2.0 s before they arrive here, in the median of 201."), clock);
        assertTrue(viewer.page("/refusals").text().contains("or this callback is dated wrongly"), viewer.page("/refusals").text());
    }

    private int alarms() {
        server.clock.pass(Duration.ofSeconds(6));   // figures are kept for five seconds
        return viewer.page("/").select(".banner.alarm").size();
    }

    /** Truly signed, so much in the future. @param body short */
    private void ahead(String body, Duration time) {
        stock.refusal("AHEAD", 503);
        server.database.run("update refusal set signed_at = ?, sha256 = ? where signed_at is null", server.clock.instant().plus(time),
            Arrays.copyOf(body.getBytes(StandardCharsets.US_ASCII), 32));
    }

    @Test
    void callbacksRefusedForGoodAreAnAlarmForTwoDays() {
        server.clock.pass(Duration.ofHours(-49));
        stock.refusal("STALE", 401);
        server.clock.pass(Duration.ofHours(2));
        stock.refusal("STALE", 401);
        server.clock.pass(Duration.ofHours(47));
        stock.refusal("STALE", 401);
        assertTrue(viewer.page("/").select(".banner.alarm").text().contains("because they came too late: 2. Rejected callbacks"));
    }

    @Test
    void aMissingSecretIsAnAlarm() {
        stock.refusal("NO_SECRET", 503);
        assertTrue(viewer.page("/").select(".banner.alarm").text().startsWith("Callbacks cannot be verified"));
    }

    @Test
    void whatSpeaksOfSecretsLeadsAnAdminToThemAndOthersToConnection() {
        stock.refusal("NO_SECRET", 503);
        server.trust.window().open(Duration.ofHours(2), "ann");
        server.trust.keeper().refresh();
        try {
            assertEquals(List.of("/sms-desk/secrets", "/sms-desk/secrets"),
                Visitor.loggedIn(server, "admin").page("/").select(".banner.alarm a, .banner.warning a").eachAttr("href"));
            assertEquals(List.of("/sms-desk/connection", "/sms-desk/connection"),
                viewer.page("/").select(".banner.alarm a, .banner.warning a").eachAttr("href"));
        } finally {
            server.emptied();
        }
    }

    @Test
    void aForgeryIsNoAlarm() {
        stock.refusal("MISMATCH", 401);
        stock.refusal("NOT_SIGNED", 401);
        assertEquals(0, viewer.page("/").select(".banner.alarm").size());
    }
}
