package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What needs somebody stands above every page")
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
    void aSlowClockIsAnAlarmForAnHour() {
        stock.refusal("AHEAD", 503);
        assertTrue(viewer.page("/").select(".banner.alarm").text().startsWith("This server's clock is slow"));
        server.clock.pass(Duration.ofMinutes(61));
        assertEquals(0, viewer.page("/").select(".banner.alarm").size());
    }

    @Test
    void callbacksRefusedForGoodAreAnAlarmForTwoDays() {
        server.clock.pass(Duration.ofHours(-49));
        stock.refusal("STALE", 401);
        server.clock.pass(Duration.ofHours(2));
        stock.refusal("STALE", 401);
        server.clock.pass(Duration.ofHours(47));
        stock.refusal("STALE", 401);
        assertTrue(viewer.page("/").select(".banner.alarm").text().contains("as they came too late: 2. Refusals"));
    }

    @Test
    void aMissingSecretIsAnAlarm() {
        stock.refusal("NO_SECRET", 503);
        assertTrue(viewer.page("/").select(".banner.alarm").text().startsWith("Callbacks come in that cannot be verified"));
    }

    @Test
    void whatSpeaksOfSecretsLeadsAnAdminToThemAndOthersToConnection() {
        stock.refusal("NO_SECRET", 503);
        server.trust.window().open(Duration.ofHours(2), "ann");
        server.trust.keeper().refresh();
        try {
            assertEquals(List.of("/sms-desk/secrets", "/sms-desk/secrets"), Visitor.loggedIn(server, "admin").page("/").select(".banner.alarm a, .banner.warning a").eachAttr("href"));
            assertEquals(List.of("/sms-desk/connection", "/sms-desk/connection"), viewer.page("/").select(".banner.alarm a, .banner.warning a").eachAttr("href"));
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
