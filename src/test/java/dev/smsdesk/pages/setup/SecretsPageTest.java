package dev.smsdesk.pages.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.account.Channel;
import dev.smsdesk.pages.PageServer;
import dev.smsdesk.pages.Visitor;
import dev.smsdesk.sinch.signature.Secret;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An admin enters, promotes and removes secrets, and opens the rotation window; no secret is ever shown")
class SecretsPageTest {
    private static final String VALUE = "sEcrEt-<b>-value";
    private final PageServer server = PageServer.running().emptied();
    private final Visitor admin = Visitor.loggedIn(server, "admin");

    @AfterEach
    void leaveNothing() {
        server.emptied();
    }

    @Test
    void whatIsEnteredIsBelievedAtOnceAndNeverShown() {
        assertEquals(303, enter("SMS", "NEXT", VALUE).statusCode());
        assertEquals(List.of(VALUE), live(Channel.SMS));
        HttpResponse<String> page = admin.get("/secrets");
        assertFalse(page.body().contains("sEcrEt"));
        assertTrue(admin.page("/secrets").selectFirst("#of-sms ~ table tbody tr").text()
            .matches("next entered 20.* by admin .*Waiting for use.*Make current.*Remove.*"),
            admin.page("/secrets").selectFirst("#of-sms ~ table tbody tr").text());
        assertEquals(1, server.database.number(
            "select count(*) from audit_entry where who = 'admin' and what = 'secret entered' and detail = 'sms, next'"));
        assertEquals(0, server.database.number("select count(*) from audit_entry where detail like '%sEcrEt%'"));
    }

    @Test
    void aBlankThatWasPastedAlongIsAskedAboutAndNothingIsStored() {
        for (String stray : List.of(VALUE + " ", "\t" + VALUE, VALUE + "\u00a0", VALUE + "\r\n")) {
            Document page = admin.post("/secrets", Map.of("do", "enter", "family", "CONVERSATION", "slot", "OVERRIDE", "secret", stray),
                422);
            assertTrue(page.selectFirst("[role=alert]").text().startsWith("Nothing was stored: the secret "), page.text());
            assertFalse(page.html().contains("sEcrEt"));
            assertEquals("OVERRIDE", page.selectFirst("#slot option[selected]").val());
            assertEquals("CONVERSATION", page.selectFirst("#family option[selected]").val());
        }
        assertEquals(0, server.count("webhook_secret"));
        assertEquals(303, admin.post("/secrets", Map.of("do", "enter", "family", "CONVERSATION", "slot", "OVERRIDE", "secret", VALUE + " ",
            "blanks", "yes")).statusCode());
        assertEquals(List.of(VALUE + " "), live(Channel.CONVERSATION));
    }

    @Test
    void promotingAndRemovingAskOnceMore() {
        enter("SMS", "CURRENT", "old");
        enter("SMS", "NEXT", "new");
        String next = server.database.text("select id from webhook_secret where slot = 'NEXT'");
        Document question = admin.post("/secrets", Map.of("do", "promote", "id", next), 200);
        assertEquals("Make this secret the current one?", question.selectFirst("h1").text());
        assertEquals(List.of("old", "new"), live(Channel.SMS));
        assertEquals(303, admin.post("/secrets", Map.of("do", "promote", "id", next, "confirmed", "yes")).statusCode());
        assertEquals(List.of("new"), live(Channel.SMS));
        question = admin.post("/secrets", Map.of("do", "remove", "id", next), 200);
        assertTrue(question.text().contains("It is the only one of its path."));
        assertEquals(List.of("new"), live(Channel.SMS));
        assertEquals(303, admin.post("/secrets", Map.of("do", "remove", "id", next, "confirmed", "yes")).statusCode());
        assertEquals(List.of(), live(Channel.SMS));
        assertEquals(1, server.database.number("select count(*) from audit_entry where what = 'secret promoted'"));
        assertEquals(1, server.database.number("select count(*) from audit_entry where what = 'secret removed'"));
    }

    @Test
    void whoPromotesSeesWhichSecretGoesAndWhetherItCan() {
        enter("SMS", "NEXT", "first");
        enter("CONVERSATION", "CURRENT", "another path's");
        String next = server.database.text("select id from webhook_secret where slot = 'NEXT'");
        assertTrue(admin.post("/secrets", Map.of("do", "promote", "id", next), 200).text().contains("No secret is removed by that."));
        admin.post("/secrets", Map.of("do", "promote", "id", next, "confirmed", "yes"));
        enter("SMS", "NEXT", "second");
        next = server.database.text("select id from webhook_secret where slot = 'NEXT'");
        Document question = admin.post("/secrets", Map.of("do", "promote", "id", next), 200);
        assertTrue(question.text().matches(".*The current secret, entered 20.* by admin, is removed: callbacks that are still signed with "
            + "it are then refused for good\\. "
            + "Not yet known It is known for less than 48 hours, or none that can take its place was used in that time\\..*"),
            question.text());
        assertEquals(List.of("Waiting for use", "Not yet known"), question.select("main .badge").eachText());
    }

    @Test
    void whatWasRemovedMeanwhileIsNoFault() {
        assertEquals(303, admin.post("/secrets", Map.of("do", "remove", "id", "01JUNKNOWN0000000000000000", "confirmed", "yes"))
            .statusCode());
        assertEquals(303, admin.post("/secrets", Map.of("do", "promote")).statusCode());
        assertEquals(303, admin.post("/secrets", Map.of("do", "explode")).statusCode());
    }

    @Test
    void theSecondSecretForAPlaceIsRefusedWithASentence() {
        enter("SMS", "NEXT", "one");
        Document page = admin.post("/secrets", Map.of("do", "enter", "family", "SMS", "slot", "NEXT", "secret", "two"), 422);
        assertTrue(page.selectFirst("[role=alert]").text().startsWith("There is such a secret already."));
        assertEquals(List.of("one"), live(Channel.SMS));
    }

    @Test
    void theSmsApiHasNoOverrideSecret() {
        Document page = admin.post("/secrets", Map.of("do", "enter", "family", "SMS", "slot", "OVERRIDE", "secret", "x"), 422);
        assertEquals("Only the Conversation API has an override secret.", page.selectFirst("[role=alert]").text());
        assertEquals(0, server.count("webhook_secret"));
    }

    @Test
    void theWindowStandsAboveEveryPageUntilItIsClosed() {
        assertEquals(303, admin.post("/secrets", Map.of("do", "open", "hours", "24")).statusCode());
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        assertTrue(viewer.page("/batches").select(".banner.warning").text().matches("A rotation window is open until 20.* UTC: .*"),
            viewer.page("/batches").select(".banner").text());
        Document again = admin.post("/secrets", Map.of("do", "open", "hours", "1"), 422);
        assertEquals("A rotation window is open already. Close it first.", again.selectFirst("[role=alert]").text());
        assertNotNull(again.selectFirst("button[value=close]"));
        assertNull(again.selectFirst("button[value=open]"));
        assertEquals(303, admin.post("/secrets", Map.of("do", "close")).statusCode());
        assertEquals(0, viewer.page("/batches").select(".banner.warning").size());
        assertEquals(1, server.database.number(
            "select count(*) from audit_entry where what = 'rotation window opened' and detail = 'for 24 h'"));
        assertEquals(1, server.database.number("select count(*) from audit_entry where what = 'rotation window closed'"));
    }

    @Test
    void aWindowLastsOneToTwentyFourHours() {
        for (String hours : List.of("0", "25", "-1", "1.5", "many", "", "999")) {
            assertEquals("A rotation window lasts 1 to 24 hours.",
                admin.post("/secrets", Map.of("do", "open", "hours", hours), 422).selectFirst("[role=alert]").text(), hours);
        }
        assertEquals(0, server.count("rotation_window"));
    }

    @Test
    void onlyAnAdminGetsHere() {
        for (String person : List.of("viewer", "sender")) {
            Visitor visitor = Visitor.loggedIn(server, person);
            assertEquals(403, visitor.get("/secrets").statusCode());
            assertEquals(403, visitor.post("/secrets", Map.of("do", "open", "hours", "1")).statusCode());
            assertNull(visitor.page("/").selectFirst("a[href=/sms-desk/secrets]"));
        }
        assertEquals(403, admin.send(admin.form("/secrets", Map.of("do", "open", "hours", "1")).header("Sec-Fetch-Site", "cross-site")
            .build()).statusCode());
        assertEquals(0, server.count("rotation_window"));
    }

    private HttpResponse<String> enter(String channel, String slot, String secret) {
        return admin.post("/secrets", Map.of("do", "enter", "family", channel, "slot", slot, "secret", secret));
    }

    private List<String> live(Channel channel) {
        return server.trust.ring().of(channel).stream().map(Secret::key).map(key -> new String(key, StandardCharsets.UTF_8)).toList();
    }
}
