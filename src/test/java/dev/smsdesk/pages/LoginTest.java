package dev.smsdesk.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Every page needs a login")
class LoginTest {
    private final PageServer server = PageServer.running().emptied();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/batches", "/batches/X", "/batches/X/recipients/Y", "/send", "/inbound", "/callbacks", "/callbacks/X",
        "/refusals", "/keys", "/connection", "/sandbox", "/send/", "/keys/x", "/send;x=y", "//send", "/./send", "/%73end"})
    void readingLeadsToTheLoginFormWhichIsNoSuccess(String path) {
        HttpResponse<String> answer = Visitor.anonymous(server).get(path);
        assertEquals(401, answer.statusCode());
        assertNotNull(Jsoup.parse(answer.body()).selectFirst("form[action=/sms-desk/login] input[type=password]"));
        assertFalse(answer.body().contains("jsessionid"));
        assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
    }

    @Test
    void theLoginLeadsToThePageThatWasAskedFor() {
        Visitor visitor = Visitor.anonymous(server);
        HttpResponse<String> answer = visitor.logInOn(visitor.get("/batches?after=01"), "viewer", "pw-viewer");
        assertEquals(303, answer.statusCode());
        assertEquals("/sms-desk/batches?after=01", answer.headers().firstValue("Location").orElseThrow());
        assertEquals("Messages", visitor.page("/batches").selectFirst("h1").text());
    }

    @Test
    void alsoToTheHomePage() {
        Visitor visitor = Visitor.anonymous(server);
        assertEquals("/sms-desk/", visitor.logInOn(visitor.get("/"), "viewer", "pw-viewer").headers().firstValue("Location").orElseThrow());
        assertEquals("Last 24 hours", visitor.page("/").selectFirst("h1").text());
    }

    @Test
    void anIdThatWasKnownBeforeTheLoginNeverOpensAPage() {
        Visitor visitor = Visitor.loggedIn(server, "viewer");
        String before = visitor.sessionId();
        server.clock.pass(Duration.ofHours(13));   // the session is still known to the container, and its login is over
        HttpResponse<String> answer = visitor.send(visitor.form("/login", Map.of("j_username", "viewer", "j_password", "pw-viewer"))
            .header("Sec-Fetch-Site", "same-origin").build());
        assertEquals(303, answer.statusCode());
        assertNotEquals(before, visitor.sessionId());
        assertEquals("Messages", visitor.page("/batches").selectFirst("h1").text());
        for (String id : List.of(before, "0123456789ABCDEF0123456789ABCDEF")) {
            Visitor thief = Visitor.anonymous(server);
            assertEquals(401, thief.send(thief.request("/batches").header("Cookie", "JSESSIONID=" + id).build()).statusCode());
        }
    }

    @Test
    void itsCookieIsForNoScriptAndNoOtherSite() {
        List<String> cookies = Visitor.anonymous(server).logIn("viewer", "pw-viewer").headers().allValues("Set-Cookie");
        assertEquals(List.of("JSESSIONID", "smsdesk_browser"),
            cookies.stream().map(cookie -> cookie.substring(0, cookie.indexOf('='))).sorted().toList());
        for (String cookie : cookies) {
            assertTrue(cookie.contains("; Path=/sms-desk") && cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"), cookie);
            assertFalse(cookie.contains("; Secure"), cookie);
        }
    }

    @Test
    void overHttpsItsCookiesAreSecureAsTheContainerSeesTheRequest() {
        Visitor visitor = Visitor.anonymous(server);
        List<String> cookies = visitor.send(visitor.form("/login", Map.of("j_username", "viewer", "j_password", "pw-viewer"))
            .header("Sec-Fetch-Site", "same-origin").header("X-Forwarded-Proto", "https").build()).headers().allValues("Set-Cookie");
        assertEquals(2, cookies.size());
        cookies.forEach(cookie -> assertTrue(cookie.contains("; Secure"), cookie));
    }

    @Test
    void aFailedLoginSaysSoAndNotWhetherThePersonExists() {
        List<String> pages = List.of("viewer", "unknown-name").stream().map(name -> {
            HttpResponse<String> answer = Visitor.anonymous(server).logIn(name, "wrong");
            assertEquals(401, answer.statusCode());
            assertEquals("That did not work. Check name and password.", Jsoup.parse(answer.body()).selectFirst("[role=alert]").text());
            return answer.body();
        }).toList();
        assertEquals(pages.get(0), pages.get(1));
        assertFalse(pages.get(0).contains("wrong"));
    }

    @Test
    void theLoginPageLoadsItsStyleWithoutALogin() {
        Document page = Jsoup.parse(Visitor.anonymous(server).get("/batches").body());
        for (String path : page.select("link[href]").eachAttr("href")) {
            assertEquals(200, Visitor.anonymous(server).get(path.substring("/sms-desk".length())).statusCode(), path);
        }
    }

    @Test
    void whoIsLoggedInAlreadyIsSentOnFromTheLoginPage() {
        Visitor visitor = Visitor.loggedIn(server, "viewer");
        String session = visitor.sessionId();
        for (HttpResponse<String> answer : List.of(visitor.get("/login?next=/batches"), visitor.logIn("viewer", "pw-viewer", "/batches"),
            visitor.logIn("viewer", "wrong", "/batches"))) {
            assertEquals(303, answer.statusCode());
            assertEquals("/sms-desk/batches", answer.headers().firstValue("Location").orElseThrow());
        }
        assertEquals(session, visitor.sessionId());
    }

    @Test
    void theLoginPageItselfMayBeAskedFor() {
        Visitor visitor = Visitor.anonymous(server);
        HttpResponse<String> page = visitor.get("/login?next=/inbound");
        assertEquals(200, page.statusCode());
        assertEquals("/sms-desk/inbound", visitor.logInOn(page, "viewer", "pw-viewer").headers().firstValue("Location").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/batches", "/batches?after=01", "/batches/X/recipients/Y", "/send", "/callbacks?state=PARKED&after=01",
        "/replay/x"})
    void theLoginLeadsToAPageOfOurs(String next) {
        assertEquals("/sms-desk" + next, Visitor.anonymous(server).logIn("viewer", "pw-viewer", next).headers().firstValue("Location")
            .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "batches", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
        "javascript:alert(1)", "/%2F/evil.example", "/%2fevil.example",
        "/%5Cevil.example", "/%255C%255Cevil.example", "/batches/%252F%252Fevil.example", "/batches//x", "/batches%0d%0aSet-Cookie:x=y",
        "/batches?x=%0a", "/login", "/login?next=/send", "/logout",
        "/nothing", "/api/batches", "/health/live", "/assets/smsdesk.css", "/batches/../logout", "/batches/%2e%2e/logout", "/send;x=y",
        "/batches#x", "/%zz", "/batch\u00e9s", "/batches\n", " /batches"})
    void anyOtherAddressLeadsHome(String next) {
        assertEquals("/sms-desk/", Visitor.anonymous(server).logIn("viewer", "pw-viewer", next).headers().firstValue("Location")
            .orElseThrow());
    }

    @Test
    void whoLogsOutIsOutOnTheServerToo() {
        Visitor visitor = Visitor.loggedIn(server, "viewer");
        String session = visitor.sessionId();
        HttpResponse<String> answer = visitor.post("/logout", Map.of());
        assertEquals(303, answer.statusCode());
        assertEquals("/sms-desk/", answer.headers().firstValue("Location").orElseThrow());
        Visitor thief = Visitor.anonymous(server);
        assertEquals(401, thief.send(thief.request("/batches").header("Cookie", "JSESSIONID=" + session).build()).statusCode());
    }

    @Test
    void loggingOutTakesAPost() {
        Visitor visitor = Visitor.loggedIn(server, "viewer");
        assertEquals(303, visitor.get("/logout").statusCode());
        assertEquals(200, visitor.get("/batches").statusCode());
    }

    @Test
    void howeverBusyASessionIsItEndsAfterTwelveHours() {
        Visitor visitor = Visitor.loggedIn(server, "viewer");
        server.clock.pass(Duration.ofHours(11).plusMinutes(59));
        assertEquals(200, visitor.get("/batches").statusCode());
        server.clock.pass(Duration.ofMinutes(2));
        assertEquals(401, visitor.get("/batches").statusCode());
        assertEquals("/sms-desk/batches", visitor.logInOn(visitor.get("/batches"), "viewer", "pw-viewer").headers().firstValue("Location")
            .orElseThrow());
    }

    @Test
    void whoIsNotLoggedInLeavesNothingOnTheServer() {
        int before = server.sessions();
        Visitor anonymous = Visitor.anonymous(server);
        for (String path : List.of("/", "/batches", "/send", "/keys", "/login", "/logout", "/nothing", "/assets/smsdesk.css",
            "/login?next=/send")) {
            assertTrue(anonymous.get(path).headers().firstValue("Set-Cookie").isEmpty(), path);
            assertTrue(anonymous.post(path, Map.of("text", "x")).headers().firstValue("Set-Cookie").isEmpty(), path);
        }
        assertTrue(anonymous.logIn("viewer", "wrong").headers().firstValue("Set-Cookie").isEmpty());
        assertEquals(before, server.sessions());
    }

    @Test
    void failedLoginsAreOneRowAMinuteWithoutTheName() {
        for (int i = 0; i < 3; i++) {
            Visitor.anonymous(server).logIn("admin", "wrong");
        }
        server.clock.pass(Duration.ofMinutes(1));
        Visitor.anonymous(server).logIn("admin", "wrong");
        assertEquals(2, server.count("audit_entry where what = 'login failed'"));
        assertEquals(4, server.database.number("select sum(times) from audit_entry where what = 'login failed'"));
        assertEquals(0, server.count("audit_entry where who like '%admin%' or detail like '%admin%'"));
    }
}
