package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A viewer reads, a sender also sends, an admin also manages keys and sending")
class RolesTest {
    private static final List<String> READABLE = List.of("/", "/batches", "/inbound", "/callbacks", "/refusals", "/connection",
        "/callback-health", "/orphans", "/never-came");
    private final PageServer server = PageServer.running().emptied();

    @Test
    void aViewerReadsAllButKeysAndTheSendForm() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        READABLE.forEach(path -> assertEquals(200, viewer.get(path).statusCode(), path));
        refused(viewer.get("/keys"));
        refused(viewer.get("/send"));
        assertEquals(2, server.database.number("select count(*) from audit_entry where who = 'viewer' and what = 'refused'"));
    }

    @Test
    void aSenderReadsAllButKeys() {
        Visitor sender = Visitor.loggedIn(server, "sender");
        READABLE.forEach(path -> assertEquals(200, sender.get(path).statusCode(), path));
        assertEquals(200, sender.get("/send").statusCode());
        refused(sender.get("/keys"));
    }

    @Test
    void anAdminReadsAll() {
        Visitor admin = Visitor.loggedIn(server, "admin");
        READABLE.forEach(path -> assertEquals(200, admin.get(path).statusCode(), path));
        assertEquals(200, admin.get("/send").statusCode());
        assertEquals(200, admin.get("/keys").statusCode());
    }

    @Test
    void aPersonWithoutARoleOfOursSeesNothing() {
        Visitor stranger = Visitor.anonymous(server);
        stranger.logIn("stranger", "pw-stranger");
        READABLE.forEach(path -> refused(stranger.get(path)));
        refused(stranger.post("/send", Map.of("do", "check")));
    }

    @Test
    void andCanLogOut() {
        Visitor stranger = Visitor.loggedIn(server, "stranger");
        Document page = Visitor.parsed(stranger.get("/"), 403);
        assertEquals("You are logged in as stranger, and have none of the roles sms-viewer, sms-sender and sms-admin. "
            + "Ask the operator of this server for one of them, then log in again.", page.selectFirst("main p").text());
        assertNotNull(page.selectFirst("form[method=post][action=/sms-desk/logout] button"));
        assertEquals(303, stranger.post("/logout", Map.of()).statusCode());
        assertEquals(401, stranger.get("/").statusCode());
    }

    @Test
    void refusalsAlikeAreOneRowAMinuteThatCounts() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        List.of("/keys", "/keys/", "/keys/x", "/keys?a=b", "/keys").forEach(path -> refused(viewer.get(path)));
        refused(Visitor.loggedIn(server, "sender").get("/keys"));
        refused(viewer.post("/keys", Map.of()));
        assertEquals(3, server.count("audit_entry where what = 'refused'"));
        assertEquals(5, server.database.number(
            "select times from audit_entry where who = 'viewer' and detail = 'GET /keys needs role admin'"));
        server.clock.pass(Duration.ofMinutes(1));
        refused(viewer.get("/keys"));
        assertEquals(2, server.count("audit_entry where who = 'viewer' and detail = 'GET /keys needs role admin'"));
    }

    @Test
    void aMethodThatNoPageTakesIsNoMatterOfRoles() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        HttpResponse<String> answer = viewer.send(viewer.request("/keys").header("Sec-Fetch-Site", "same-origin")
            .method("FROBNICATE", HttpRequest.BodyPublishers.noBody()).build());
        assertEquals(405, answer.statusCode());
        assertEquals("GET, HEAD, POST", answer.headers().firstValue("Allow").orElseThrow());
        assertEquals(405, viewer.post("/inbound", Map.of()).statusCode());
        assertEquals(0, server.count("audit_entry"));
    }

    @Test
    void postingTakesTheRoleOfThePage() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        Visitor sender = Visitor.loggedIn(server, "sender");
        String batch = new Stock(server).batch("+46700000000", "Hello", null, "+46701234567");
        String submission = new Stock(server).unsure(batch, "No answer.");
        refused(viewer.post("/send", Map.of("do", "send", "key", "k", "from", "X", "to", "+46701234567", "text", "Hello")));
        refused(viewer.post("/batches/" + batch, Map.of("submission", submission, "do", "resend")));
        refused(viewer.post("/sandbox", Map.of()));
        for (Visitor person : List.of(viewer, sender)) {
            refused(person.post("/keys", Map.of("name", "mine", "role", "ADMIN")));
            refused(person.post("/connection", Map.of("do", "pause", "reason", "no")));
        }
        assertEquals(1, server.count("batch"));
        assertEquals(0, server.count("api_key"));
        assertEquals(0, server.count("sending_hold"));
        assertEquals(1, server.database.number("select count(*) from submission where state = 'UNSURE'"));
        assertEquals(7, server.database.number("select count(*) from audit_entry where what = 'refused' and detail like 'POST /%'"));
    }

    @Test
    void aPathTrickChangesNothingOfThat() {
        Visitor viewer = Visitor.loggedIn(server, "viewer");
        for (String path : List.of("/keys/", "//keys", "/./keys", "/batches/../keys", "/%6Beys", "/keys;a=b", "/keys/x")) {
            int status = viewer.get(path).statusCode();
            assertEquals(status == 404 ? 404 : 403, status, path);
        }
    }

    @Test
    void theMenuShowsWhatOneMayOpen() {
        Document viewers = Visitor.loggedIn(server, "viewer").page("/connection");
        assertNull(viewers.selectFirst("a[href=/sms-desk/send]"));
        assertNull(viewers.selectFirst("a[href=/sms-desk/keys]"));
        assertNull(viewers.selectFirst("main button"));
        Document admins = Visitor.loggedIn(server, "admin").page("/connection");
        assertNotNull(admins.selectFirst("a[href=/sms-desk/send]"));
        assertNotNull(admins.selectFirst("a[href=/sms-desk/keys]"));
        assertNotNull(admins.selectFirst("button[value=pause]"));
    }

    private static void refused(HttpResponse<String> answer) {
        assertEquals(403, answer.statusCode(), answer.uri().toString());
        assertEquals("Not allowed", Jsoup.parse(answer.body()).selectFirst("h1").text());
    }
}
